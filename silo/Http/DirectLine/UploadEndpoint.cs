using Conversations.Silo.Hosting;
using Conversations.Silo.Http.BotFramework;
using Conversations.Silo.Uploads;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Conversations.Silo.Http.DirectLine;

/// <summary>Sends files: stored first, then published as the attachments of one message.</summary>
internal static class UploadEndpoint
{
    public static void MapUploads(this RouteGroupBuilder group) =>
        group.MapPost("/conversations/{conversation}/upload", Upload).Produces<ResourceBody>().WithSummary("Sends files, with or without an activity");

    private static async Task<IResult> Upload(
        string conversation, string? userId, HttpContext http, DirectLineAccess access, ActivitySending sending, IUploadStore store,
        StreamAddresses addresses, ConversationFactsCache facts, IOptions<DirectLineOptions> options)
    {
        var caller = access.Open(http);
        var key = caller.Opens(conversation);
        if (!ConversationIds.IsPossible(conversation))
        {
            throw DirectLineFault.NotFound();
        }
        // Nothing is written for a conversation that does not exist.
        await facts.Find(key);
        var limit = options.Value.UploadLimit;
        if (http.Request.ContentLength > limit)
        {
            throw BotFrameworkFault.TooLarge($"An upload has at most {limit} bytes in all.");
        }
        // Counted here, so that the answer is a Direct Line error and not a broken connection.
        http.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = null;
        await using var upload = new UploadReading(store, new UploadBudget(limit));
        await upload.Read(http.Request, http.RequestAborted);
        using var activity = upload.Activity(userId);
        var files = await upload.Keep($"{addresses.Base(http.Request)}/v3/directline/uploads");
        var id = await Publish(upload, () => sending.SendFiles(key, caller, activity, files));
        return Results.Json(new ResourceBody(id), DirectLineJson.Relaxed.ResourceBody);
    }

    // A refused message shows nothing. Of one that failed nobody knows whether it is there, so its files must be.
    private static async Task<string> Publish(UploadReading upload, Func<Task<string>> send)
    {
        try
        {
            var id = await send();
            upload.Published();
            return id;
        }
        catch (Exception e) when (e is not BotFrameworkFault)
        {
            upload.Published();
            throw;
        }
    }
}
