using System.Runtime.CompilerServices;

namespace Conversations.Cli.Chat;

/// <summary>A chat without a terminal: one line of text for each thing that happens.</summary>
internal sealed class PlainScreen(TextReader input, TextWriter output) : IChatScreen
{
    private readonly Lock _gate = new();
    private bool _typing;

    public bool IsLive => false;

    public void Say(ChatLine line)
    {
        var marks = line.Marks.IsEmpty ? "" : $" [{string.Join(", ", line.Marks)}]";
        Write($"{line.Name}: {line.Text.Replace("\n", "\n  ", StringComparison.Ordinal)}{marks}");
    }

    public void Note(string text) => Write($"({text})");

    public void Typing(string? who)
    {
        lock (_gate)
        {
            // It is repeated every few seconds; once is enough to read.
            if (who is not null && !_typing)
            {
                output.WriteLine($"({who} is typing)");
                output.Flush();
            }
            _typing = who is not null;
        }
    }

    public async IAsyncEnumerable<string> Lines([EnumeratorCancellation] CancellationToken cancellation)
    {
        // A read of the console can't be cancelled, so it runs aside and is left behind.
        while (await Task.Run(() => input.ReadLineAsync(cancellation).AsTask(), cancellation).WaitAsync(cancellation) is { } line)
        {
            yield return line;
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Write(string line)
    {
        lock (_gate)
        {
            output.WriteLine(line);
            output.Flush();
        }
    }
}
