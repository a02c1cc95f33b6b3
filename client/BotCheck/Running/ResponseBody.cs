using System.Text;

namespace Conversations.Cli.BotCheck.Running;

/// <summary>Reads what the bot sends, no more than the limit.</summary>
internal static class ResponseBody
{
    /// <returns>Null when there is more than <see cref="CheckLimits.MostBytes"/>.</returns>
    public static async Task<string?> Read(Stream stream, CancellationToken cancellation)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellation)) > 0)
        {
            if (kept.Length + read > CheckLimits.MostBytes) return null;
            kept.Write(buffer, 0, read);
        }
        return Encoding.UTF8.GetString(kept.GetBuffer(), 0, (int)kept.Length);
    }
}
