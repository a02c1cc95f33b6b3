using System.Text;

namespace Conversations.Cli.BotCheck.Running;

/// <summary>Reads what the bot sends, no more than the limit.</summary>
internal static class BoundedBody
{
    /// <returns>Null when there are more bytes than <paramref name="most"/>.</returns>
    public static async Task<string?> Read(Stream stream, int most, CancellationToken cancellation)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellation)) > 0)
        {
            if (kept.Length + read > most) return null;
            kept.Write(buffer, 0, read);
        }
        return Encoding.UTF8.GetString(kept.GetBuffer(), 0, (int)kept.Length);
    }
}
