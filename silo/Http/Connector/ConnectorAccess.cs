using Conversations.Accounts;
using Conversations.Bots;
using Conversations.Silo.Bots.BotFramework;
using Conversations.Silo.Bots.BotFramework.Tokens;
using Conversations.Silo.Http.Access;

namespace Conversations.Silo.Http.Connector;

/// <summary>The bot that calls.</summary>
internal sealed record ConnectorCaller(Account Account, Bot Bot)
{
    public ConversationKey Key(string conversation) =>
        ConversationIds.IsPossible(conversation) ? new(Account.Id, conversation) : throw ConnectorFault.NotFound();

    public static ConnectorCaller Of(HttpContext http) =>
        http.Features.Get<ConnectorCaller>() ?? throw new InvalidOperationException($"The address is not guarded; add {nameof(ConnectorAccess)} to its group.");
}

/// <summary>
/// Lets the bot in that the address names: by a token of its own, or, when it has no identity, because nobody but this machine can call. A
/// bot that does not exist is answered like a wrong token.
/// </summary>
internal sealed class ConnectorAccess(IAccounts accounts, BotTokenReading tokens, ServiceAddress address) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var (account, bot) = Named(http) ?? throw ConnectorFault.Unauthorized();
        if (bot.Connector!.Identity is not null) await Verify(http, account, bot);
        else if (!address.IsPrivate) throw ConnectorFault.Unguarded();
        http.Features.Set(new ConnectorCaller(account, bot));
        new Caller { Account = account.Id, Role = CallerRole.Bot, Id = bot.Name }.Enter();
        return await next(context);
    }

    private (Account Account, Bot Bot)? Named(HttpContext http) =>
        http.Request.RouteValues["account"] is string account && http.Request.RouteValues["bot"] is string bot
            && accounts.Find(account) is { } found && found.Bots.GetValueOrDefault(bot) is { Connector.Kind: BotConnectorKind.BotFramework } named
            ? (found, named)
            : null;

    private async Task Verify(HttpContext http, Account account, Bot bot)
    {
        var token = BearerHeader.Read(http.Request) ?? throw ConnectorFault.Unauthorized();
        switch (await tokens.Read(account, bot, token, http.RequestAborted))
        {
            case BotTokenStanding.Valid:
                return;
            case BotTokenStanding.OfAnother:
                throw ConnectorFault.OfAnother();
            default:
                throw ConnectorFault.Unauthorized();
        }
    }
}
