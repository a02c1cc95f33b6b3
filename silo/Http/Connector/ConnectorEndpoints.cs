using Conversations.Silo.Http.Bodies;
using Conversations.Silo.Http.BotFramework;
using Conversations.Silo.Http.DirectLine;

namespace Conversations.Silo.Http.Connector;

/// <summary>The Bot Connector, as bots know it from their <c>serviceUrl</c>: <c>/bots/{account}/{bot}</c>. Source: Bot Framework, Bot Connector API.</summary>
internal static class ConnectorEndpoints
{
    public static void MapConnector(this IEndpointRouteBuilder app)
    {
        app.MapBotKeys();
        var bots = app.MapGroup("/bots/{account}/{bot}").AddEndpointFilter<RouteGroupBuilder, ConnectorFaults>().WithTags("Bot Connector");
        bots.MapBotTokens();
        bots.MapAttachmentViews();
        var open = bots.MapGroup("/v3").AddEndpointFilter<RouteGroupBuilder, ConnectorAccess>();
        open.MapActivities();
        open.MapMembers();
        open.MapAttachments();
        open.MapConversations();
        open.Map("/{**rest}", Nothing).ExcludeFromDescription();
    }

    private static void MapActivities(this RouteGroupBuilder bot)
    {
        var activities = bot.MapGroup("/conversations/{conversation}/activities");
        activities.MapPost("", Send).Takes<ActivityBody>().Produces<ResourceBody>().WithSummary("The bot says something");
        activities.MapPost("/history", Record).Takes<TranscriptBody>().Produces<ResourceBody>().WithSummary("The bot hands over a transcript, for agents alone");
        activities.MapPost("/{activity}", Reply).Takes<ActivityBody>().Produces<ResourceBody>().WithSummary("The bot answers an activity");
        activities.MapPut("/{activity}", NoChange).WithSummary("Refused: what was said can't be changed");
        activities.MapDelete("/{activity}", NoChange).WithSummary("Refused: what was said can't be taken back");
    }

    private static async Task<IResult> Send(string conversation, HttpContext http, ActivityReceiving receiving) =>
        Resource(await receiving.Receive(http, conversation, null));

    private static async Task<IResult> Reply(string conversation, string activity, HttpContext http, ActivityReceiving receiving) =>
        Resource(await receiving.Receive(http, conversation, activity));

    private static async Task<IResult> Record(string conversation, HttpContext http, ActivityReceiving receiving) =>
        Resource(await receiving.ReceiveTranscript(http, conversation));

    private static IResult NoChange() => throw ConnectorFault.NotSupported("What was said is in the conversation's journal and can't be changed or taken back; send another message.");

    private static IResult Nothing(HttpContext http) =>
        throw new BotFrameworkFault(404, "NotFound", $"{http.Request.Method} {http.Request.Path} is not served; the Bot Connector's conversations, members and attachments are.");

    private static IResult Resource(string id) => Results.Json(new ResourceBody(id), DirectLineJson.Relaxed.ResourceBody);
}
