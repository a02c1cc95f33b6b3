using Conversations.Accounts;
using Conversations.Bots;
using Conversations.Silo.Http.BotFramework;

namespace Conversations.Silo.Http.Connector;

/// <summary>The conversations that a bot has. None is opened here: consumers do that.</summary>
internal static class ConversationListEndpoints
{
    /// <summary>How many conversations a page is made of; each of them is read.</summary>
    private const int PageSize = 100;

    public static void MapConversations(this RouteGroupBuilder bot)
    {
        bot.MapGet("/conversations", List).Produces<ConversationsBody>().WithSummary("The open conversations that the bot has been asked for, in pages");
        bot.MapPost("/conversations", NoConversation).WithSummary("Refused: conversations are opened by consumers");
    }

    private static async Task<IResult> List(string? continuationToken, HttpContext http, RoutingCalls routing)
    {
        var caller = ConnectorCaller.Of(http);
        var after = string.IsNullOrEmpty(continuationToken) ? null : continuationToken;
        if (after is not null && !ConversationIds.IsPossible(after)) throw BotFrameworkFault.Bad("'continuationToken' is not one that a page ended with.");
        var page = await routing.Bot(caller.Account.Id, caller.Bot.Name, grain => grain.List(after, PageSize), http.RequestAborted);
        return Results.Json(
            new ConversationsBody([.. page.Conversations.Select(c => Body(caller.Bot, c))]) { ContinuationToken = page.Next }, ConnectorJson.Relaxed.ConversationsBody);
    }

    private static ConversationBody Body(Bot bot, BotConversation conversation) => new(conversation.Id, MemberEndpoints.Of(bot, conversation.Consumer));

    private static IResult NoConversation() => throw ConnectorFault.NotSupported("Conversations are opened by consumers, or by programs with POST /v1/accounts/{account}/conversations.");
}
