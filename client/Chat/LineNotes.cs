namespace Conversations.Cli.Chat;

/// <summary>Notes on lines. They come over a connection of their own and must not be shown before the line they speak of.</summary>
internal sealed class LineNotes(IChatScreen screen)
{
    private readonly Lock _gate = new();
    private readonly Queue<(long Seq, string Text)> _waiting = new();
    private long _shown;

    public void Add(long seq, string text)
    {
        lock (_gate)
        {
            _waiting.Enqueue((seq, text));
            Flush();
        }
    }

    /// <summary>The line at this position is on the screen; 0 for what has none.</summary>
    public void Shown(long seq)
    {
        lock (_gate)
        {
            _shown = Math.Max(_shown, seq);
            Flush();
        }
    }

    private void Flush()
    {
        while (_waiting.TryPeek(out var note) && note.Seq <= _shown)
        {
            screen.Note(_waiting.Dequeue().Text);
        }
    }
}
