using System.Text.Json;
using System.Text.Json.Serialization;

namespace Conversations.Silo.Uploads;

/// <summary>Files in a folder of this machine, for a server that is alone.</summary>
internal sealed class FolderUploadStore : IUploadStore
{
    private const int BufferSize = 64 * 1024;
    private readonly string _folder;
    private readonly string _incoming;

    public FolderUploadStore(string folder)
    {
        _folder = Path.GetFullPath(folder);
        _incoming = Path.Combine(_folder, "incoming");
        // What a crash left half written belongs to no message.
        if (Directory.Exists(_incoming))
        {
            Directory.Delete(_incoming, recursive: true);
        }
    }

    public async Task<IncomingUpload> Receive(Stream content, UploadDescription about, CancellationToken cancellation)
    {
        var upload = new IncomingUpload(UploadIds.Next(), about);
        try
        {
            await using var file = Begin(upload);
            var buffer = new byte[BufferSize];
            for (var read = await content.ReadAsync(buffer, cancellation); read > 0; read = await content.ReadAsync(buffer, cancellation))
            {
                Write(file, buffer.AsSpan(0, read));
            }
            End(file);
            return upload;
        }
        catch
        {
            Discard(upload);
            throw;
        }
    }

    public Task Keep(IReadOnlyList<IncomingUpload> uploads)
    {
        foreach (var upload in uploads)
        {
            OnDisk(() => Keep(upload));
        }
        return Task.CompletedTask;
    }

    public Task Discard(IReadOnlyList<IncomingUpload> uploads)
    {
        foreach (var upload in uploads)
        {
            Discard(upload);
        }
        return Task.CompletedTask;
    }

    public Task<OpenedUpload?> Open(string id, CancellationToken cancellation) => Task.FromResult(Open(id));

    // The description first: a file that can be found is complete.
    private void Keep(IncomingUpload upload)
    {
        var place = Place(upload.Id);
        var folder = Path.GetDirectoryName(place)!;
        DurableFolder.Make(folder);
        using (var about = new FileStream($"{Aside(upload)}.json", FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            JsonSerializer.Serialize(about, upload.About, UploadJson.Default.UploadDescription);
            about.Flush(flushToDisk: true);
        }
        File.Move($"{Aside(upload)}.json", $"{place}.json");
        File.Move(Aside(upload), place);
        DurableFolder.Sync(folder);
    }

    private void Discard(IncomingUpload upload)
    {
        string[] places = [Aside(upload), $"{Aside(upload)}.json", Place(upload.Id), $"{Place(upload.Id)}.json"];
        foreach (var place in places.Where(File.Exists))
        {
            File.Delete(place);
        }
    }

    private OpenedUpload? Open(string id)
    {
        if (!UploadIds.IsPossible(id) || !File.Exists(Place(id)))
        {
            return null;
        }
        using var about = File.OpenRead($"{Place(id)}.json");
        return JsonSerializer.Deserialize(about, UploadJson.Default.UploadDescription) is { } description ? new(File.OpenRead(Place(id)), description) : null;
    }

    private FileStream Begin(IncomingUpload upload)
    {
        FileStream file = null!;
        OnDisk(() =>
        {
            DurableFolder.Make(_incoming);
            // Unbuffered: pieces come large enough, and closing has nothing left to write.
            file = new(Aside(upload), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        });
        return file;
    }

    private void Write(FileStream file, ReadOnlySpan<byte> piece)
    {
        try
        {
            file.Write(piece);
        }
        catch (IOException e)
        {
            throw Unstored(e);
        }
    }

    private void End(FileStream file) => OnDisk(() => file.Flush(flushToDisk: true));

    // A fault of the disk is not to be taken for one of the sender's.
    private void OnDisk(Action work)
    {
        try
        {
            work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unstored(e);
        }
    }

    private JournalUnavailableException Unstored(Exception e) =>
        new($"A file can't be stored in '{_folder}' ({e.Message.TrimEnd('.')}); make room, or correct DirectLine:UploadFolder.", e);

    private string Aside(IncomingUpload upload) => Path.Combine(_incoming, upload.Id);

    // 256 folders, so that none grows without bound.
    private string Place(string id) => Path.Combine(_folder, id[..2], id);
}

[JsonSerializable(typeof(UploadDescription))]
internal sealed partial class UploadJson : JsonSerializerContext;
