using Conversations.Silo.Http.BotFramework;

namespace Conversations.Silo.Http.DirectLine;

/// <summary>
/// A part of what a client sends, as far as its budget goes. When it can't be read the client is at fault, which a plain exception
/// would not tell from a fault of the disk that a file goes to.
/// </summary>
internal sealed class ClientStream(Stream content, UploadBudget budget) : Stream
{
    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public static bool IsMalformed(Exception e) => e is InvalidDataException or IOException and not BadHttpRequestException;

    public static BotFrameworkFault Malformed() => BotFrameworkFault.Bad("The multipart body is not well formed.");

    /// <exception cref="BotFrameworkFault">There is more than the budget has left, or the body is malformed.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var read = await content.ReadAsync(buffer, cancellationToken);
            budget.Take(read);
            return read;
        }
        catch (Exception e) when (IsMalformed(e))
        {
            throw Malformed();
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A request is read without blocking; use ReadAsync.");
    public override void Flush() => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
