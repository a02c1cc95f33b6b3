using System.Buffers;

namespace Conversations.Silo.Http.Bodies;

/// <summary>Reads a request body up to a limit.</summary>
internal static class LimitedBody
{
    /// <summary>How large a JSON body may be.</summary>
    public const int JsonLimit = 256 * 1024;

    /// <summary>The body; null when it is larger than <paramref name="limit"/> bytes.</summary>
    public static async ValueTask<ReadOnlyMemory<byte>?> Read(Stream body, long? declared, int limit, CancellationToken cancellation)
    {
        if (declared > limit)
        {
            return null;
        }
        var buffer = new ArrayBufferWriter<byte>((int)(declared ?? 1024) + 1);
        while (true)
        {
            var read = await body.ReadAsync(buffer.GetMemory(1), cancellation);
            if (read is 0)
            {
                return buffer.WrittenMemory;
            }
            buffer.Advance(read);
            if (buffer.WrittenCount > limit)
            {
                return null;
            }
        }
    }

    public static ValueTask<ReadOnlyMemory<byte>?> Read(HttpRequest request, int limit) =>
        Read(request.Body, request.ContentLength, limit, request.HttpContext.RequestAborted);
}
