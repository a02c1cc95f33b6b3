using Conversations.Silo.Http.Bodies;
using Conversations.Silo.Http.BotFramework;

namespace Conversations.Silo.Http.DirectLine;

/// <summary>Sending an activity.</summary>
internal static class ActivityEndpoints
{
    public static void MapActivities(this RouteGroupBuilder group)
    {
        group.MapPost("/conversations/{conversation}/activities", Send).Produces<ResourceBody>().WithSummary("Sends an activity");
        group.MapPolling();
    }

    private static async Task<IResult> Send(string conversation, HttpContext http, DirectLineAccess access, ActivitySending sending)
    {
        var caller = access.Open(http);
        var key = caller.Opens(conversation);
        var body = await LimitedBody.Read(http.Request, LimitedBody.JsonLimit)
            ?? throw BotFrameworkFault.TooLarge($"An activity has at most {LimitedBody.JsonLimit / 1024} KB; send files by upload.");
        using var activity = IncomingActivity.Parse(body);
        var id = await sending.Send(key, caller, activity);
        return Results.Json(new ResourceBody(id), DirectLineJson.Relaxed.ResourceBody);
    }
}
