using System.Threading.Channels;

namespace Conversations.Tests.Client;

/// <summary>Input that a test gives line by line, and that tells when its end was read.</summary>
internal sealed class LineInput : TextReader
{
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _held;

    public LineInput(params string[] lines)
    {
        foreach (var line in lines)
        {
            Add(line);
        }
    }

    /// <summary>The end was read.</summary>
    public Task Ended => _ended.Task.WaitAsync(TimeSpan.FromSeconds(30));

    public void Add(string line) => _lines.Writer.TryWrite(line);

    /// <summary>More lines may come.</summary>
    public void Hold() => _held = true;

    public void Release() => _lines.Writer.TryComplete();

    public override async ValueTask<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        if (!_held)
        {
            _lines.Writer.TryComplete();
        }
        if (await _lines.Reader.WaitToReadAsync(cancellationToken) && _lines.Reader.TryRead(out var line))
        {
            return line;
        }
        _ended.TrySetResult();
        return null;
    }
}
