using System.Reflection;
using Conversations.Bots;
using Conversations.Cli.BotCheck;
using Conversations.Cli.BotCheck.Examining;
using Conversations.Cli.BotCheck.Reporting;
using Conversations.Tests.AccountFolders;
using Spectre.Console;

namespace Conversations.Tests.Client.BotCheck;

public class When_a_check_is_shown
{
    public static TheoryData<string> Words =>
        [.. typeof(Findings).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!)];

    [Theory, MemberData(nameof(Words))]
    public void each_word_is_explained_in_the_documentation(string word) =>
        Assert.Contains($"`{word}`", File.ReadAllText(Repository.Path("docs/client.md")), StringComparison.Ordinal);

    [Fact]
    public void each_word_stands_for_one_thing() => Assert.Equal(Words.Count, Words.Select(w => w.Data).Distinct().Count());

    [Fact]
    public void a_terminal_shows_what_a_bot_says_as_it_is()
    {
        var text = new StringWriter();
        var screen = new LiveCheck(Terminal(text));
        var bot = Bot();
        foreach (var request in bot.Seen.Requests) screen.Sent(request);
        foreach (var activity in bot.Seen.Activities) screen.Heard(activity, 1);
        screen.Report(bot.Seen, bot.Findings);
        Assert.Contains("← \"[red]not a colour[/]\"", text.ToString(), StringComparison.Ordinal);
        Assert.Contains(BotFaults.InvalidDelay, text.ToString(), StringComparison.Ordinal);
        Assert.Contains("1 bad.", text.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[2J", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void many_activities_are_counted_and_not_all_shown()
    {
        var text = new StringWriter { NewLine = "\n" };
        var screen = new PlainCheck(text);
        var activity = SeenActivity.Read("""{"type":"message","text":"again"}""", TimeSpan.Zero, SeenBot.Settings);
        for (var i = 1; i <= 10_000; i++) screen.Heard(activity, i);
        Assert.Equal(CheckLimits.MostShown + 1, text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void all_rows_and_findings_are_one_line_each()
    {
        var text = new StringWriter { NewLine = "\n" };
        var bot = new SeenBot().Asked(Purpose.Message, "m1", 1, r => r with { Status = 500, Detail = "a\nb\u001b[2J" }).Said(1.05, "c\nd", "m1");
        var screen = new PlainCheck(text);
        screen.Ended(bot.Seen.Requests[0]);
        screen.Heard(bot.Seen.Activities[0], 1);
        screen.Report(bot.Seen, bot.Findings);
        Assert.All(text.ToString().Split('\n'), line => Assert.DoesNotMatch("^(b\uFFFD|d\")|\u001b", line));
    }

    private static SeenBot Bot() => new SeenBot()
        .Asked(Purpose.Message, "m1", 1)
        .Said(1.05, "[red]not a colour[/]", "m1")
        .Said(1.06, new { type = "message", text = "wipe\u001b[2J", replyToId = "m1", channelData = new { delay = new { delay = 1.5 } } });

    private static IAnsiConsole Terminal(StringWriter text)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = 120;
        return console;
    }
}
