using System.Security.Cryptography;
using System.Text.Json;
using Conversations.Silo.Hosting;
using Microsoft.Extensions.Options;

namespace Conversations.Silo.Http.DirectLine;

/// <summary>
/// The files that consumers sent. A file is on disk before the message that shows it is published. Its id can't be guessed
/// and is all that its place on disk is made of: no name from outside becomes part of a path.
/// </summary>
internal sealed class UploadStore
{
    private const int IdBytes = 16;
    private const int BufferSize = 64 * 1024;
    private readonly string _folder;
    private readonly string _incoming;

    public UploadStore(IOptions<DirectLineOptions> options)
    {
        _folder = Path.GetFullPath(options.Value.UploadFolder);
        _incoming = Path.Combine(_folder, "incoming");
        // What a crash left half written belongs to no message.
        if (Directory.Exists(_incoming))
        {
            Directory.Delete(_incoming, recursive: true);
        }
    }

    /// <summary>Writes a file aside; <see cref="Keep"/> puts it in place.</summary>
    /// <exception cref="DirectLineFault">It is larger than what is left of <paramref name="budget"/>.</exception>
    public async Task<IncomingUpload> Receive(Stream content, string name, string contentType, UploadBudget budget, CancellationToken cancellation)
    {
        Directory.CreateDirectory(_incoming);
        var id = RandomNumberGenerator.GetHexString(IdBytes * 2, lowercase: true);
        var path = Path.Combine(_incoming, id);
        var upload = new IncomingUpload(id, path, new(name, contentType));
        try
        {
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
            var buffer = new byte[BufferSize];
            for (var read = await content.ReadAsync(buffer, cancellation); read > 0; read = await content.ReadAsync(buffer, cancellation))
            {
                budget.Take(read);
                await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
            }
            file.Flush(flushToDisk: true);
            return upload;
        }
        catch
        {
            Discard(upload);
            throw;
        }
    }

    /// <summary>Puts a file in place, its description first: a file that can be found is complete.</summary>
    public void Keep(IncomingUpload upload)
    {
        var place = Place(upload.Id);
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        using (var about = new FileStream($"{upload.Path}.json", FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            JsonSerializer.Serialize(about, upload.About, UploadJson.Default.UploadDescription);
            about.Flush(flushToDisk: true);
        }
        File.Move($"{upload.Path}.json", $"{place}.json");
        File.Move(upload.Path, place);
    }

    /// <summary>Removes a file, wherever it has got to.</summary>
    public void Discard(IncomingUpload upload)
    {
        string[] places = [upload.Path, $"{upload.Path}.json", Place(upload.Id), $"{Place(upload.Id)}.json"];
        foreach (var place in places.Where(File.Exists))
        {
            File.Delete(place);
        }
    }

    /// <summary>Opens a file; null when there is none under the id.</summary>
    public (Stream Content, UploadDescription About)? Open(string id)
    {
        if (id.Length is not IdBytes * 2 || !id.All(char.IsAsciiHexDigitLower) || !File.Exists(Place(id)))
        {
            return null;
        }
        using var about = File.OpenRead($"{Place(id)}.json");
        return JsonSerializer.Deserialize(about, UploadJson.Default.UploadDescription) is { } description ? (File.OpenRead(Place(id)), description) : null;
    }

    // 256 folders, so that none grows without bound.
    private string Place(string id) => Path.Combine(_folder, id[..2], id);
}
