namespace Conversations.Cli.Terminal;

/// <summary>The line that is being typed. Knows keys, not the screen.</summary>
internal sealed class LineEditor
{
    private readonly List<string> _history = [];
    private int _at;

    public string Text { get; private set; } = "";
    public int Cursor { get; private set; }

    /// <summary>Takes a key; gives the line when Enter ends it, else null.</summary>
    public string? Press(ConsoleKeyInfo key)
    {
        if (key.Key == ConsoleKey.Enter)
        {
            return Submit();
        }
        if (key.Modifiers.HasFlag(ConsoleModifiers.Control))
        {
            Control(key.Key);
        }
        else if (!Move(key.Key) && !char.IsControl(key.KeyChar))
        {
            Text = Text.Insert(Cursor, key.KeyChar.ToString());
            Cursor++;
        }
        return null;
    }

    private string Submit()
    {
        var line = Text;
        if (line.Length > 0)
        {
            _history.Add(line);
        }
        _at = _history.Count;
        Replace("");
        return line;
    }

    private bool Move(ConsoleKey key)
    {
        switch (key)
        {
            case ConsoleKey.LeftArrow: Cursor = Math.Max(0, Cursor - 1); break;
            case ConsoleKey.RightArrow: Cursor = Math.Min(Text.Length, Cursor + 1); break;
            case ConsoleKey.Home: Cursor = 0; break;
            case ConsoleKey.End: Cursor = Text.Length; break;
            case ConsoleKey.Backspace when Cursor > 0: Cut(Cursor - 1, 1); break;
            case ConsoleKey.Delete when Cursor < Text.Length: Cut(Cursor, 1); break;
            case ConsoleKey.UpArrow when _at > 0: Replace(_history[--_at]); break;
            case ConsoleKey.DownArrow when _at < _history.Count: Replace(++_at < _history.Count ? _history[_at] : ""); break;
            default: return false;
        }
        return true;
    }

    private void Control(ConsoleKey key)
    {
        switch (key)
        {
            case ConsoleKey.A: Cursor = 0; break;
            case ConsoleKey.E: Cursor = Text.Length; break;
            case ConsoleKey.U: Cut(0, Cursor); break;
            case ConsoleKey.K: Text = Text[..Cursor]; break;
            case ConsoleKey.W:
                var start = Text[..Cursor].TrimEnd().LastIndexOf(' ') + 1;
                Cut(start, Cursor - start);
                break;
        }
    }

    private void Cut(int start, int length)
    {
        Text = Text.Remove(start, length);
        Cursor = start;
    }

    private void Replace(string text)
    {
        Text = text;
        Cursor = text.Length;
    }
}
