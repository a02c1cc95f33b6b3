using Conversations.Accounts;
using Conversations.Silo.Http.Access;
using Conversations.Silo.Http.BotFramework;

namespace Conversations.Silo.Http.DirectLine;

/// <summary>Who calls Direct Line: an account's secret, which opens all its conversations, or a token, which opens one.</summary>
internal sealed record DirectLineCaller(Account Account, ConsumerToken? Token)
{
    /// <exception cref="BotFrameworkFault">The token is for another conversation.</exception>
    public ConversationKey Opens(string conversation) =>
        Token is null || Token.Conversation == conversation ? new(Account.Id, conversation) : throw DirectLineFault.Forbidden();
}

/// <summary>Finds the account by the secret or the token; an address names none.</summary>
internal sealed class DirectLineAccess(ConsumerTokens tokens, IAccounts accounts)
{
    public DirectLineCaller Open(HttpContext http)
    {
        var shown = Credential.Of(http) ?? throw DirectLineFault.Unauthorized();
        if (shown.Token is { } token)
        {
            return Opened(token);
        }
        if (shown is not { Key: { } key, Account: { } account })
        {
            throw DirectLineFault.Unauthorized();
        }
        return key.Role is AccessRole.DirectLine ? new(account, null) : throw DirectLineFault.Forbidden();
    }

    /// <summary>Opens a stream by the <c>t</c> of its address, which needs no header.</summary>
    public async ValueTask<DirectLineCaller> OpenStream(string? t)
    {
        if (string.IsNullOrEmpty(t))
        {
            throw DirectLineFault.Unauthorized();
        }
        return Opened(await tokens.ReadForStream(t));
    }

    private DirectLineCaller Opened(TokenReading reading)
    {
        var token = reading.Token ?? throw DirectLineFault.Unauthorized();
        if (reading.Expired)
        {
            throw DirectLineFault.TokenExpired();
        }
        return accounts.Find(token.Account) is { } account ? new(account, token) : throw DirectLineFault.Forbidden();
    }
}
