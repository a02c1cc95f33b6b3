using System.Collections.Immutable;
using Conversations.Accounts.Loading;
using Conversations.Journal;

namespace Conversations.Accounts;

/// <summary>Answers from the journal's index and from the loader; it keeps nothing, so any number of it run at once.</summary>
[StatelessWorker]
public sealed class AccountGrain(IConversationJournal journal) : Grain, IAccountGrain
{
    /// <inheritdoc/>
    public async Task<ConversationList> List(ConversationFilter filter)
    {
        var query = new ConversationQuery
        {
            Account = this.GetPrimaryKeyString(),
            State = filter.State,
            SkillId = filter.SkillId,
            AgentId = filter.AgentId,
            ConsumerId = filter.ConsumerId,
            Text = filter.Text,
            Cursor = filter.Cursor,
            Limit = filter.Limit,
        };
        var page = await Read(query);
        return new ConversationList { Conversations = [.. page.Conversations.Select(Summary)], Next = page.Next };
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<ConfigurationFault>> Check(ImmutableDictionary<string, string> files) =>
        Task.FromResult<ImmutableArray<ConfigurationFault>>([.. AccountLoader.Check(this.GetPrimaryKeyString(), files).Problems.Select(p => p.ToFault())]);

    private async Task<ConversationPage> Read(ConversationQuery query)
    {
        try
        {
            return await journal.List(query);
        }
        catch (ArgumentException e) when (query.Cursor is not null)
        {
            throw new FormatException(e.Message, e);
        }
    }

    private static ConversationSummary Summary(ListedConversation listed) => new()
    {
        Id = listed.Id,
        State = listed.Index.State,
        ConsumerId = listed.Index.ConsumerId,
        SkillId = listed.Index.SkillId,
        AssignedAgentId = listed.Index.AgentId,
        Version = listed.Version,
        CreatedAt = listed.Index.CreatedAt,
    };
}
