using System.Buffers;

namespace Conversations.Silo.Functions.Host;

/// <summary>The way to a function host. What comes together while it writes goes out in one write.</summary>
internal sealed class HostPipe(Stream stream)
{
    private readonly Lock _gate = new();
    private ArrayBufferWriter<byte> _filling = new(64 * 1024);
    private ArrayBufferWriter<byte> _sending = new(64 * 1024);
    private bool _isWriting;
    private bool _isClosed;

    /// <summary>Adds frames; nothing more is heard of them when the process is gone.</summary>
    public void Write(Action<ArrayBufferWriter<byte>> frames)
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                return;
            }
            frames(_filling);
            if (_isWriting)
            {
                return;
            }
            _isWriting = true;
        }
        ThreadPool.UnsafeQueueUserWorkItem(static pipe => _ = pipe.WriteAll(), this, preferLocal: false);
    }

    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
        }
        stream.Dispose();
    }

    private async Task WriteAll()
    {
        try
        {
            while (Next() is { } full)
            {
                await stream.WriteAsync(full.WrittenMemory);
                full.ResetWrittenCount();
            }
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException)
        {
            // The process is gone; whoever reads from it sees that, too, and tells the callers.
            lock (_gate)
            {
                _isClosed = true;
            }
        }
    }

    private ArrayBufferWriter<byte>? Next()
    {
        lock (_gate)
        {
            if (_filling.WrittenCount is 0)
            {
                _isWriting = false;
                return null;
            }
            (_filling, _sending) = (_sending, _filling);
            return _sending;
        }
    }
}
