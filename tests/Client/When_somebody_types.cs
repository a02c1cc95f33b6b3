using System.Collections.Immutable;
using Conversations.Cli.Chat;
using Conversations.Cli.Terminal;
using Conversations.Tests.Time;
using Spectre.Console;

namespace Conversations.Tests.Client;

public class When_somebody_types
{
    private const string ClearRow = "\r\u001b[2K";

    [Fact]
    public void the_line_is_edited_where_the_cursor_is()
    {
        var editor = new LineEditor();
        Type(editor, "helo word");
        Press(editor, ConsoleKey.Home, ConsoleKey.RightArrow, ConsoleKey.RightArrow);
        Type(editor, "l");
        Press(editor, ConsoleKey.End, ConsoleKey.LeftArrow);
        Type(editor, "l");
        Assert.Equal(("hello world", 10), (editor.Text, editor.Cursor));
        Press(editor, ConsoleKey.Backspace, ConsoleKey.Delete);
        Assert.Equal("hello wor", editor.Text);
        Assert.Equal("hello wor", editor.Press(new ConsoleKeyInfo('\r', ConsoleKey.Enter, false, false, false)));
        Press(editor, ConsoleKey.UpArrow);
        Assert.Equal("hello wor", editor.Text);
        editor.Press(new ConsoleKeyInfo('\u0017', ConsoleKey.W, false, false, true));
        Assert.Equal("hello ", editor.Text);
    }

    [Fact]
    public async Task what_others_say_leaves_the_typed_line_alone()
    {
        var text = new StringWriter();
        await using var screen = Screen(text, "hal", out var keys);
        await using var lines = screen.Lines(CancellationToken.None).GetAsyncEnumerator();
        var line = lines.MoveNextAsync();
        await keys.AllRead;
        screen.Say(new ChatLine(Speaker.Bot, "orders", "Order 3: shipped.", ["late"]));
        Assert.EndsWith($"{ClearRow}orders  Order 3: shipped. (late)\n{ClearRow}\u001b[2m\u001b[0m› hal", text.ToString(), StringComparison.Ordinal);
        keys.Press('l', 'o', '\r');
        Assert.True(await line);
        Assert.Equal("hallo", lines.Current);
    }

    [Fact]
    public async Task a_typing_indicator_moves_and_goes_away_by_itself()
    {
        var time = new VirtualTime();
        var text = new StringWriter();
        await using var screen = new LiveScreen(Terminal(text), new ScriptedKeys(""), time);
        screen.Typing("orders");
        Assert.Contains("⠋ orders is typing", text.ToString(), StringComparison.Ordinal);
        time.Advance(TimeSpan.FromMilliseconds(120));
        Assert.EndsWith("⠙ orders is typing \u001b[0m› ", text.ToString(), StringComparison.Ordinal);
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.EndsWith($"{ClearRow}\u001b[2m\u001b[0m› ", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void a_message_can_not_move_the_cursor() =>
        Assert.Equal("a\uFFFD[2Jb\nc", Printable.Of("a\u001b[2Jb\r\nc"));

    [Fact]
    public void turns_are_over_when_the_last_of_them_ended()
    {
        var turns = new TurnWatch();
        void Happened(ConversationEvent e) => turns.Apply(new Conversations.Client.RecordedEvent(1, e));
        var at = DateTimeOffset.UnixEpoch;
        Assert.False(turns.IsAtRest);
        Happened(new ConversationOpened { At = at, Consumer = new Consumer { Id = "ann" } });
        Assert.True(turns.IsAtRest);
        Happened(new TurnStarted { At = at, Turn = 1, IgnoreUntil = at });
        Happened(new TurnDetached { At = at, Turn = 1, Cause = DetachCause.TimedOut });
        Assert.False(turns.IsAtRest);
        Happened(new TurnEnded { At = at, Turn = 1, Outcome = TurnOutcome.Answered });
        Assert.True(turns.IsAtRest);
    }

    private static LiveScreen Screen(StringWriter text, string typed, out ScriptedKeys keys) =>
        new(Terminal(text), keys = new ScriptedKeys(typed), new VirtualTime());

    private static IAnsiConsole Terminal(StringWriter text) => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(text),
    });

    private static void Type(LineEditor editor, string text)
    {
        foreach (var c in text)
        {
            editor.Press(new ConsoleKeyInfo(c, ConsoleKey.None, false, false, false));
        }
    }

    private static void Press(LineEditor editor, params ConsoleKey[] keys)
    {
        foreach (var key in keys)
        {
            editor.Press(new ConsoleKeyInfo('\0', key, false, false, false));
        }
    }
}
