using Conversations.Accounts;
using Conversations.Silo.Bots.BotFramework;
using Conversations.Silo.Http.BotFramework;

namespace Conversations.Silo.Http.Connector;

/// <summary>Who is in a bot's conversation: the consumer and the bot.</summary>
internal static class MemberEndpoints
{
    public static void MapMembers(this RouteGroupBuilder bot)
    {
        var conversation = bot.MapGroup("/conversations/{conversation}");
        conversation.MapGet("/members", List).Produces<MemberBody[]>().WithSummary("The consumer and the bot");
        conversation.MapGet("/members/{member}", Find).Produces<MemberBody>().WithSummary("One of them");
        conversation.MapGet("/pagedmembers", Page).Produces<MembersPage>().WithSummary("Both, on one page");
        conversation.MapGet("/activities/{activity}/members", List).Produces<MemberBody[]>().WithSummary("Those who see an activity: the consumer and the bot");
        conversation.MapDelete("/members/{member}", NoRemoval).WithSummary("Refused: a bot gives a conversation away by TRANSFER, or ends it");
    }

    private static async Task<IResult> List(string conversation, HttpContext http, ConversationCalls calls) =>
        Results.Json(await Members(http, conversation, calls), ConnectorJson.Relaxed.MemberBodyArray);

    private static async Task<IResult> Page(string conversation, HttpContext http, ConversationCalls calls) =>
        Results.Json(new MembersPage(await Members(http, conversation, calls)), ConnectorJson.Relaxed.MembersPage);

    private static async Task<IResult> Find(string conversation, string member, HttpContext http, ConversationCalls calls) =>
        (await Members(http, conversation, calls)).FirstOrDefault(m => m.Id == member) is { } found
            ? Results.Json(found, ConnectorJson.Relaxed.MemberBody)
            : throw new BotFrameworkFault(404, "MemberNotFound", "There is no such member in the conversation.");

    private static IResult NoRemoval() =>
        throw ConnectorFault.NotSupported("Nobody can be removed from a conversation; give it away with the action TRANSFER, or end it with CLOSE_CONVERSATION.");

    private static async Task<MemberBody[]> Members(HttpContext http, string conversation, ConversationCalls calls)
    {
        var view = await ViewOf(http, conversation, calls);
        return Of(ConnectorCaller.Of(http).Bot, view.Consumer);
    }

    /// <summary>The members of a conversation of the bot's.</summary>
    public static MemberBody[] Of(Bot bot, Consumer consumer) =>
        [new(consumer.Id, consumer.Name, "user"), new(BotFrameworkConnector.IdOf(bot), bot.DisplayName ?? bot.Name, "bot")];

    /// <summary>The conversation, which the bot has.</summary>
    /// <exception cref="BotFrameworkFault">It has none like that.</exception>
    public static async Task<ConversationView> ViewOf(HttpContext http, string conversation, ConversationCalls calls)
    {
        var caller = ConnectorCaller.Of(http);
        var view = await calls.Call(caller.Key(conversation), grain => grain.Read(), http.RequestAborted);
        return view?.Bot?.Name == caller.Bot.Name ? view! : throw ConnectorFault.NotFound();
    }
}
