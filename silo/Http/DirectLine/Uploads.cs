using System.Text.Json.Serialization;

namespace Conversations.Silo.Http.DirectLine;

/// <summary>What is kept beside a file.</summary>
internal sealed record UploadDescription(string Name, string ContentType);

/// <summary>A file that has arrived and belongs to no message yet.</summary>
internal sealed record IncomingUpload(string Id, string Path, UploadDescription About);

/// <summary>A file as an attachment shows it.</summary>
internal sealed record StoredUpload(string Url, string Name, string ContentType);

/// <summary>How much one upload may still send.</summary>
internal sealed class UploadBudget(long limit)
{
    private long _taken;

    public void Take(long bytes)
    {
        _taken += bytes;
        if (_taken > limit)
        {
            throw DirectLineFault.TooLarge($"An upload has at most {limit} bytes in all.");
        }
    }
}

[JsonSerializable(typeof(UploadDescription))]
internal sealed partial class UploadJson : JsonSerializerContext;
