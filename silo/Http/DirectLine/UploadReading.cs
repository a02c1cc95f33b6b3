using System.Text;
using System.Text.Json;
using Conversations.Silo.Http.Bodies;
using Conversations.Silo.Http.BotFramework;
using Conversations.Silo.Uploads;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Conversations.Silo.Http.DirectLine;

/// <summary>Reads one upload. Until it is published, whatever it wrote is removed at the end.</summary>
internal sealed class UploadReading(IUploadStore store, UploadBudget budget) : IAsyncDisposable
{
    private const string ActivityType = "application/vnd.microsoft.activity";
    private const int MostFiles = 20;
    private readonly List<IncomingUpload> _files = [];
    private ReadOnlyMemory<byte>? _activity;
    private bool _published;

    public async Task Read(HttpRequest request, CancellationToken cancellation)
    {
        if (Boundary(request.ContentType) is { } boundary)
        {
            await ReadParts(request, boundary, cancellation);
        }
        else
        {
            var named = ContentDispositionHeaderValue.TryParse(request.Headers.ContentDisposition.ToString(), out var disposition);
            await ReadFile(request.Body, named ? disposition : null, request.ContentType, cancellation);
        }
        if (_files.Count is 0)
        {
            throw BotFrameworkFault.Bad("The upload holds no file; send one as the body, or several as multipart/form-data.");
        }
    }

    /// <summary>The activity that came with the files, or a message without words from <paramref name="userId"/>.</summary>
    public IncomingActivity Activity(string? userId)
    {
        var activity = IncomingActivity.Parse(_activity ?? Wordless(userId));
        if (activity.Type is "message")
        {
            return activity;
        }
        activity.Dispose();
        throw BotFrameworkFault.Bad("Files are sent with an activity of type 'message'.");
    }

    /// <summary>Puts the files in place and tells where they are found.</summary>
    public async Task<IReadOnlyList<StoredUpload>> Keep(string address)
    {
        await store.Keep(_files);
        return [.. _files.Select(f => new StoredUpload($"{address}/{f.Id}", f.About.Name, f.About.ContentType))];
    }

    /// <summary>The files belong to a message that is there, or may be.</summary>
    public void Published() => _published = true;

    public async ValueTask DisposeAsync()
    {
        if (!_published)
        {
            await store.Discard(_files);
        }
    }

    private async Task ReadParts(HttpRequest request, string boundary, CancellationToken cancellation)
    {
        // The client's faults are told apart from those of the disk that its files go to.
        var reader = new MultipartReader(boundary, request.Body);
        while (await Next(reader, cancellation) is { } part)
        {
            if (MediaTypeHeaderValue.TryParse(part.ContentType, out var type) && type.MediaType.Equals(ActivityType, StringComparison.OrdinalIgnoreCase))
            {
                await ReadActivity(part.Body, cancellation);
            }
            else
            {
                await ReadFile(part.Body, part.GetContentDispositionHeader(), part.ContentType, cancellation);
            }
        }
    }

    private static async Task<MultipartSection?> Next(MultipartReader reader, CancellationToken cancellation)
    {
        try
        {
            return await reader.ReadNextSectionAsync(cancellation);
        }
        catch (Exception e) when (ClientStream.IsMalformed(e))
        {
            throw ClientStream.Malformed();
        }
    }

    private async Task ReadActivity(Stream body, CancellationToken cancellation)
    {
        // Thumbnails may be embedded in it: larger than an activity that is kept, and dropped before it is.
        _activity = await LimitedBody.Read(new ClientStream(body, budget), null, int.MaxValue / 2, cancellation);
    }

    private async Task ReadFile(Stream body, ContentDispositionHeaderValue? disposition, string? contentType, CancellationToken cancellation)
    {
        if (_files.Count >= MostFiles)
        {
            throw BotFrameworkFault.TooLarge($"An upload has at most {MostFiles} files.");
        }
        _files.Add(await store.Receive(new ClientStream(body, budget), UploadNames.Describe(NameOf(disposition), contentType), cancellation));
    }

    private static string? NameOf(ContentDispositionHeaderValue? disposition) =>
        disposition is null ? null : HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).ToString();

    private static string? Boundary(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type) && type.MediaType.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase)
            && HeaderUtilities.RemoveQuotes(type.Boundary).ToString() is { Length: > 0 and <= 200 } boundary
            ? boundary
            : null;

    private static byte[] Wordless(string? userId)
    {
        var from = JsonEncodedText.Encode(userId ?? "");
        return Encoding.UTF8.GetBytes($$$"""{"type":"message","from":{"id":"{{{from}}}"}}""");
    }
}
