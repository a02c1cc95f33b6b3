using Conversations.Silo.Http.BotFramework;
using Conversations.Silo.Uploads;
using Microsoft.Net.Http.Headers;

namespace Conversations.Silo.Http.DirectLine;

/// <summary>
/// Serves a stored file to whoever knows its id: pictures are fetched by the page without a header. A file is data from a
/// stranger, so nothing in it may run here.
/// </summary>
internal static class DownloadEndpoint
{
    private static readonly string[] Shown = ["image/png", "image/jpeg", "image/gif", "image/webp", "audio/", "video/"];

    public static void MapDownloads(this RouteGroupBuilder group) =>
        group.MapGet("/uploads/{id}", Download).Produces(200, contentType: "application/octet-stream").WithSummary("A file that was sent");

    private static async Task<IResult> Download(string id, HttpContext http, IUploadStore store)
    {
        return await store.Open(id, http.RequestAborted) is { } file ? Serve(http, file) : throw new BotFrameworkFault(404, "NotFound", "There is no such file.");
    }

    /// <summary>Answers with the file, and closes it.</summary>
    public static IResult Serve(HttpContext http, OpenedUpload file)
    {
        var (content, about) = file;
        var inline = Shown.Any(s => about.ContentType.StartsWith(s, StringComparison.OrdinalIgnoreCase));
        var disposition = new ContentDispositionHeaderValue(inline ? "inline" : "attachment");
        disposition.SetHttpFileName(about.Name);
        var headers = http.Response.Headers;
        headers.ContentDisposition = disposition.ToString();
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        headers.CacheControl = "private, max-age=31536000, immutable";
        return Results.Stream(content, about.ContentType, enableRangeProcessing: true);
    }
}
