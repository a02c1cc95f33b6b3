using System.Runtime.CompilerServices;
using Conversations.Cli.Terminal;
using Spectre.Console;

namespace Conversations.Cli.Chat;

/// <summary>
/// A chat in a terminal. Lines scroll; the last row belongs to whoever types, and stays theirs while others speak: it is taken away,
/// the line written, and drawn again.
/// </summary>
internal sealed class LiveScreen : IChatScreen
{
    private const string ClearRow = "\r\u001b[2K";
    private const string Dots = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(120);
    // Direct Line repeats typing about every 4 s and has no word for its end.
    private static readonly TimeSpan TypingLife = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly IAnsiConsole _console;
    private readonly IKeyboard _keyboard;
    private readonly TimeProvider _time;
    private readonly LineEditor _editor = new();
    private readonly ITimer _animation;
    private string? _typist;
    private DateTimeOffset _typingUntil;
    private int _frame;
    private bool _closed;

    public LiveScreen(IAnsiConsole console, IKeyboard keyboard, TimeProvider time)
    {
        _console = console;
        _keyboard = keyboard;
        _time = time;
        _animation = time.CreateTimer(_ => Animate(), null, Frame, Frame);
    }

    public bool IsLive => true;

    public void Say(ChatLine line)
    {
        var style = line.Speaker switch
        {
            Speaker.You => "aqua",
            Speaker.Bot => "green",
            Speaker.Agent => "yellow",
            _ => "grey",
        };
        var marks = line.Marks.IsEmpty ? "" : $" [grey]({Markup.Escape(string.Join(", ", line.Marks))})[/]";
        Print($"[bold {style}]{Markup.Escape(line.Name)}[/]  [{style}]{Markup.Escape(line.Text)}[/]{marks}");
    }

    public void Note(string text) => Print($"[grey italic]{Markup.Escape(text)}[/]");

    public void Typing(string? who)
    {
        lock (_gate)
        {
            _typist = who;
            _typingUntil = _time.GetUtcNow() + TypingLife;
            Draw();
        }
    }

    public async IAsyncEnumerable<string> Lines([EnumeratorCancellation] CancellationToken cancellation)
    {
        lock (_gate)
        {
            Draw();
        }
        await foreach (var key in _keyboard.Keys(cancellation))
        {
            if (key is { Key: ConsoleKey.D, Modifiers: ConsoleModifiers.Control } && _editor.Text.Length == 0)
            {
                yield break;
            }
            if (Press(key) is { } line)
            {
                yield return line;
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _closed = true;
            Raw(ClearRow);
        }
        return _animation.DisposeAsync();
    }

    private string? Press(ConsoleKeyInfo key)
    {
        lock (_gate)
        {
            var line = _editor.Press(key);
            Draw();
            return line;
        }
    }

    private void Print(string markup)
    {
        lock (_gate)
        {
            Raw(ClearRow);
            _console.MarkupLine(markup);
            Draw();
        }
    }

    private void Animate()
    {
        lock (_gate)
        {
            if (_typist is null)
            {
                return;
            }
            _frame++;
            if (_time.GetUtcNow() >= _typingUntil)
            {
                _typist = null;
            }
            Draw();
        }
    }

    // The row never wraps: of a longer text the part around the cursor is shown.
    private void Draw()
    {
        if (_closed)
        {
            return;
        }
        var status = _typist is null ? "" : $"{Dots[_frame % Dots.Length]} {_typist} is typing ";
        var room = Math.Max(8, _console.Profile.Width - status.Length - 4);
        var start = Math.Max(0, _editor.Cursor - room);
        var shown = _editor.Text.Substring(start, Math.Min(room, _editor.Text.Length - start));
        var back = shown.Length - (_editor.Cursor - start);
        Raw($"{ClearRow}\u001b[2m{status}\u001b[0m› {shown}{(back > 0 ? $"\u001b[{back}D" : "")}");
    }

    private void Raw(string text)
    {
        _console.Profile.Out.Writer.Write(text);
        _console.Profile.Out.Writer.Flush();
    }
}
