using System.Text.Json;
using Conversations.Silo.Hosting;
using Conversations.Silo.Http.Bodies;
using Conversations.Silo.Http.BotFramework;
using Conversations.Silo.Http.DirectLine;
using Conversations.Silo.Uploads;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Conversations.Silo.Http.Connector;

/// <summary>Files of bots. They lie where consumers' files do, and whoever knows the id of one may fetch it: a page shows a picture without a header.</summary>
internal static class AttachmentEndpoints
{
    /// <summary>A file comes as one JSON text, which has to be in memory whole.</summary>
    private const long LargestFile = 20 * 1024 * 1024;
    private const int Around = 64 * 1024;
    private const string Original = "original";

    public static void MapAttachments(this RouteGroupBuilder bot)
    {
        bot.MapPost("/conversations/{conversation}/attachments", Upload).Takes<AttachmentBody>().Produces<ResourceBody>().WithSummary("The bot stores a file");
        bot.MapGet("/attachments/{id}", Describe).Produces<AttachmentInfo>().WithSummary("What is known of a file");
    }

    /// <summary>What a <c>contentUrl</c> names: open to whoever knows it.</summary>
    public static void MapAttachmentViews(this RouteGroupBuilder bots) =>
        bots.MapGet("/v3/attachments/{id}/views/{view}", View).Produces(200, contentType: "application/octet-stream").WithSummary("A file of a bot");

    private static async Task<IResult> Upload(
        string conversation, HttpContext http, ConversationCalls calls, IUploadStore store, IOptions<DirectLineOptions> options)
    {
        await MemberEndpoints.ViewOf(http, conversation, calls);
        var limit = Math.Min(options.Value.UploadLimit, LargestFile);
        http.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = null;
        var body = await LimitedBody.Read(http.Request, (int)(limit / 3 * 4) + Around) ?? throw TooLarge(limit);
        var file = Read(body);
        if (file.OriginalBase64!.Length > limit) throw TooLarge(limit);
        using var content = new MemoryStream(file.OriginalBase64);
        var upload = await store.Receive(content, UploadNames.Describe(file.Name, file.Type), http.RequestAborted);
        await store.Keep([upload]);
        return Results.Json(new ResourceBody(upload.Id), DirectLineJson.Relaxed.ResourceBody);
    }

    private static async Task<IResult> Describe(string id, HttpContext http, IUploadStore store)
    {
        if (await store.Open(id, http.RequestAborted) is not var (content, about)) throw NoFile();
        await using (content)
        {
            return Results.Json(new AttachmentInfo(about.Name, about.ContentType, [new(Original, content.Length)]), ConnectorJson.Relaxed.AttachmentInfo);
        }
    }

    private static async Task<IResult> View(string id, string view, HttpContext http, IUploadStore store) =>
        view is Original && await store.Open(id, http.RequestAborted) is { } file ? DownloadEndpoint.Serve(http, file) : throw NoFile();

    private static AttachmentBody Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body.Span, ConnectorJson.Relaxed.AttachmentBody) is { OriginalBase64: not null } file
                ? file
                : throw BotFrameworkFault.Bad("A file is an object with 'type', 'name' and 'originalBase64'.");
        }
        catch (JsonException)
        {
            throw BotFrameworkFault.Bad("The body is not valid JSON, or 'originalBase64' is not Base64.");
        }
    }

    private static BotFrameworkFault TooLarge(long limit) => BotFrameworkFault.TooLarge($"A file has at most {limit} bytes.");

    private static BotFrameworkFault NoFile() => new(404, "NotFound", "There is no such file.");
}
