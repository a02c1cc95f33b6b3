using Microsoft.Net.Http.Headers;

namespace Conversations.Silo.Uploads;

/// <summary>What a sender calls a file, made fit to be shown.</summary>
internal static class UploadNames
{
    private const string UnknownType = "application/octet-stream";
    private const int LongestName = 200;

    public static UploadDescription Describe(string? name, string? contentType) => new(Name(name ?? ""), Type(contentType));

    // A name to show, never a path: what a client calls a folder is cut off.
    private static string Name(string given)
    {
        var name = new string([.. given[(given.LastIndexOfAny(['/', '\\']) + 1)..].Where(c => !char.IsControl(c))]).Trim();
        return name.Length is 0 ? "file" : name.Length > LongestName ? name[..LongestName] : name;
    }

    private static string Type(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type) && type.MediaType.HasValue ? type.MediaType.Value : UnknownType;
}
