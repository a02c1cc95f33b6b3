using System.Collections.Immutable;

namespace Conversations;

/// <summary>What can be asked of an account as a whole. The key is the account id. It holds no state, so any number of them answer at once.</summary>
[Alias("conversations.account-grain.v1")]
public interface IAccountGrain : IGrainWithStringKey, IKeyedByAccount
{
    /// <summary>A page of the account's conversations, newest first.</summary>
    /// <exception cref="FormatException">The filter's cursor is none that a page gave.</exception>
    [Alias("List")]
    Task<ConversationList> List(ConversationFilter filter);

    /// <summary>What would be wrong with these files as this account: path within its folder to text. Changes nothing.</summary>
    [Alias("Check")]
    Task<ImmutableArray<ConfigurationFault>> Check(ImmutableDictionary<string, string> files);
}
