using Conversations.Accounts;
using Conversations.Silo.Http.Access;

namespace Conversations.Silo.Http.V1;

/// <summary>Who calls v1: a key of the account, or the consumer of one conversation.</summary>
internal sealed record V1Caller(Account Account, AccessRole Role, ConsumerToken? Consumer)
{
    /// <summary>Whether the caller may read what is for agents and managers.</summary>
    public bool SeesPrivate => Consumer is null;
}

/// <summary>
/// Opens v1 calls: 401 for a key that is no key, 403 for one of another account or role. Both are decided before anything is
/// looked up, so neither says whether the account or the conversation exists.
/// </summary>
internal static class V1Access
{
    public static readonly AccessRole[] Anybody = [AccessRole.Admin, AccessRole.Agent, AccessRole.Backend];
    public static readonly AccessRole[] Programs = [AccessRole.Admin, AccessRole.Backend];

    /// <summary>Opens a call for keys of the roles alone.</summary>
    public static V1Caller Open(HttpContext http, string account, params AccessRole[] roles)
    {
        var shown = Credential.Of(http) ?? throw Unauthorized();
        return shown.Token is null ? OpenWithKey(shown, account, roles) : throw Forbidden();
    }

    /// <summary>Opens a call for any key of the account, and for the consumer of the conversation.</summary>
    public static V1Caller OpenForReading(HttpContext http, string account, string conversation)
    {
        var shown = Credential.Of(http) ?? throw Unauthorized();
        if (shown.Token is not { } reading)
        {
            return OpenWithKey(shown, account, Anybody);
        }
        if (reading.Token is not { } token || reading.Expired)
        {
            throw Unauthorized();
        }
        return token.Account == account && token.Conversation == conversation && shown.Account is { } found
            ? new(found, AccessRole.Unspecified, token)
            : throw Forbidden();
    }

    private static V1Caller OpenWithKey(Credential shown, string account, AccessRole[] roles)
    {
        if (shown is not { Key: { } key, Account: { } owner })
        {
            throw Unauthorized();
        }
        return owner.Id == account && roles.Contains(key.Role) ? new(owner, key.Role, null) : throw Forbidden();
    }

    private static ProblemException Unauthorized() =>
        new(ProblemCodes.Unauthorized, "Send 'Authorization: Bearer <key>' with a key that is valid here.");

    private static ProblemException Forbidden() =>
        new(ProblemCodes.Forbidden, "The key is valid and does not open this; use a key of this account with the role that the call needs.");
}
