using Conversations.Accounts;

namespace Conversations.Silo.Http.Access;

/// <summary>What a request shows of itself: an account's key, a consumer's token, or something that is neither.</summary>
internal sealed record Credential
{
    /// <summary>The key; null when it is none.</summary>
    public AccessKey? Key { get; init; }

    /// <summary>What came of reading the token; null when it has not the shape of one.</summary>
    public TokenReading? Token { get; init; }

    /// <summary>The account that the key or the token is of; null when it is none, or the account is gone.</summary>
    public Account? Account { get; init; }

    /// <summary>Who calls grains with it; null when it opens nothing.</summary>
    public Caller? Caller => this switch
    {
        { Key: { } key, Account: { } account } => new() { Account = account.Id, Role = RoleOf(key), Id = key.Name },
        { Token: { Token: { } token, Expired: false } } => CallerOf(token),
        _ => null,
    };

    /// <summary>The consumer of one conversation.</summary>
    public static Caller CallerOf(ConsumerToken token) => new()
    {
        Account = token.Account, Role = CallerRole.Consumer, Id = token.ConsumerId, Conversation = token.Conversation,
    };

    /// <summary>What the request showed; null when it showed nothing.</summary>
    public static Credential? Of(HttpContext http) => http.Features.Get<Credential>();

    private static CallerRole RoleOf(AccessKey key) => key.Role switch
    {
        AccessRole.Admin => CallerRole.Admin,
        AccessRole.Agent => CallerRole.Agent,
        AccessRole.Backend => CallerRole.Backend,
        AccessRole.DirectLine => CallerRole.DirectLine,
        _ => throw new InvalidOperationException($"The role {key.Role} of a key has no caller's role; add it to {nameof(CallerRole)}."),
    };
}
