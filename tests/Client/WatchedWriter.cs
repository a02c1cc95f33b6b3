using System.Text;

namespace Conversations.Tests.Client;

/// <summary>Keeps what several threads print, and tells when a line is there.</summary>
internal sealed class WatchedWriter : TextWriter
{
    private readonly Lock _gate = new();
    private readonly StringBuilder _text = new();
    private readonly List<(string Line, TaskCompletionSource There)> _waiting = [];

    public WatchedWriter() => NewLine = "\n";

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void WriteLine(string? value) => Write(value + "\n");

    public override void Write(string? value)
    {
        lock (_gate)
        {
            _text.Append(value);
            _waiting.RemoveAll(w => Has(w.Line) && w.There.TrySetResult());
        }
    }

    public Task Shows(string line)
    {
        lock (_gate)
        {
            var there = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((line, there));
            _waiting.RemoveAll(w => Has(w.Line) && w.There.TrySetResult());
            return there.Task;
        }
    }

    public override string ToString()
    {
        lock (_gate)
        {
            return _text.ToString();
        }
    }

    private bool Has(string line) => _text.ToString().Split('\n').Contains(line);
}
