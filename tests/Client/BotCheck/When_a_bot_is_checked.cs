using System.Text.Json;
using Conversations.Tests.Time;
using Words = Conversations.Cli.BotCheck.Findings;

namespace Conversations.Tests.Client.BotCheck;

/// <summary>The whole command against bots on this machine: a good one, and one for each way to be bad. One clock is for both.</summary>
public sealed class When_a_bot_is_checked : IAsyncDisposable
{
    private readonly RunningTime _time = new(new VirtualTime());

    public static TheoryData<string> Faults => [.. BadBots.By.Keys];

    [Theory, MemberData(nameof(Faults))]
    public async Task each_thing_that_a_bot_does_badly_is_found_by_its_word(string word)
    {
        await using var bot = await Start(BadBots.By[word]);
        var cli = await Check(bot, word == Words.SlowResponse ? "5" : "1", "--say", "hello", "--say", "hello again");
        var grades = Grades(cli);
        Assert.Contains(word, grades.Keys);
        Assert.NotEqual("good", grades[word]);
        Assert.Equal((grades.ContainsValue("bad") ? 1 : 0, ""), (cli.ExitCode, cli.Error));
    }

    [Fact]
    public async Task a_good_bot_has_nothing_bad_and_no_warning()
    {
        await using var bot = await Start(FakeBot.Well);
        var cli = await Check(bot, "20");
        var grades = Grades(cli);
        // Three messages at once may change places on a busy machine; their order is tested without one.
        grades.Remove(Words.InOrder);
        grades.Remove(Words.OutOfOrder);
        Assert.Equal(
            new[] { Words.Reachable, Words.Welcome, Words.InTime, Words.Once, Words.ReplyToId, Words.Ids, Words.UnknownEvent, Words.ExpectReplies }.ToDictionary(w => w, _ => "good"),
            grades);
        Assert.Equal(0, cli.ExitCode);
    }

    [Fact]
    public async Task it_is_told_what_a_server_would_tell_it()
    {
        await using var bot = await Start(FakeBot.Well);
        await Check(bot, "20", "--say", "order 3");
        Assert.Equal(["conversationUpdate", "message", "message", "message", "message", "message", "event", "message"], bot.Bodies.Select(b => (string)b["type"]!));
        Assert.Equal((string)bot.Bodies[1]["id"]!, (string)bot.Bodies[2]["id"]!);
        Assert.All(bot.Bodies, body =>
        {
            Assert.Contains('|', (string)body["id"]!);
            Assert.NotNull(body["recipient"]!["id"]);
            Assert.Matches("^http://127\\.0\\.0\\.1:[0-9]+/bots/bot-check/checked-bot$", (string)body["serviceUrl"]!);
        });
        Assert.All(bot.Authorizations, Assert.Empty);
    }

    [Fact]
    public async Task a_chat_begins_with_WELCOME_and_has_to_be_answered()
    {
        await using var bot = await Start(told => told.IsMessage && told.Text is { Length: > 0 } ? BadBots.Echo(told) : Task.CompletedTask);
        var cli = await Check(bot, "1", "--say", "hello", "--chat");
        Assert.Equal("WELCOME", (string)bot.Bodies[0]["channelData"]!["action"]!["name"]!);
        Assert.Equal("bad", Grades(cli)[Words.NoAnswer]);
    }

    [Fact]
    public async Task answers_in_the_response_are_enough_with_expect_replies()
    {
        await using var bot = await Start(FakeBot.Well);
        var cli = await Check(bot, "20", "--say", "hello", "--expect-replies");
        Assert.Equal((0, "good", "good"), (cli.ExitCode, Grades(cli)[Words.ExpectReplies], Grades(cli)[Words.InTime]));
        Assert.All(bot.Bodies, body => Assert.Equal("expectReplies", (string)body["deliveryMode"]!));
    }

    [Fact]
    public async Task a_token_is_sent_when_one_is_given()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "t0ken\n");
        await using var bot = await Start(FakeBot.Well);
        var cli = await Check(bot, "20", "--say", "hello", "--token-file", file);
        File.Delete(file);
        Assert.NotEmpty(bot.Authorizations);
        Assert.All(bot.Authorizations, a => Assert.Equal("Bearer t0ken", a));
        Assert.DoesNotContain("t0ken", cli.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task the_text_shows_the_conversation_and_then_the_findings()
    {
        await using var bot = await Start(told => told.IsMessage && !told.ExpectsReplies
            ? told.Reply(new { type = "message", text = "one\u001b[2Jtwo", channelData = new { delay = new { delay = 1.5 } } }) : FakeBot.Well(told));
        var cli = await Cli.Run(["bot-check", bot.Endpoint, "--quiet", "0.1", "--say", "hello"], time: _time.Clock);
        Assert.Matches(@"^ +[0-9]\.[0-9]{3}  → conversationUpdate$", cli.Lines[0]);
        Assert.Contains(cli.Lines, l => l.EndsWith("→ \"hello\"", StringComparison.Ordinal));
        Assert.Contains(cli.Lines, l => l.EndsWith("← \"one\uFFFD[2Jtwo\"; [invalid_delay: channelData.delay.delay]", StringComparison.Ordinal));
        Assert.Contains(cli.Lines, l => l.StartsWith("bad      invalid_delay: ", StringComparison.Ordinal));
        Assert.Matches("^[0-9]+ good, [0-9]+ warnings?, 1 bad\\.$", cli.Lines[^1]);
        Assert.Equal(1, cli.ExitCode);
    }

    [Fact]
    public async Task a_bot_that_is_not_there_is_code_3()
    {
        var cli = await Cli.Run(["bot-check", "http://127.0.0.1:1/api/messages", "--json"]);
        Assert.Equal((3, ""), (cli.ExitCode, cli.Out));
        Assert.Single(cli.Error.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task a_bot_that_never_answers_does_not_hold_the_check_up_for_every_message()
    {
        await using var bot = await Start(_ => Task.CompletedTask);
        await Check(bot, "1", [.. Enumerable.Range(0, 50).SelectMany(i => new[] { "--say", $"message {i}" })]);
        Assert.Equal(2, bot.Bodies.Count(b => (string)b["type"]! == "message" && b["deliveryMode"] is null));
    }

    public ValueTask DisposeAsync() => _time.DisposeAsync();

    private Task<FakeBot> Start(Func<Told, Task> behaves) => FakeBot.Start(behaves, _time);

    private Task<Cli> Check(FakeBot bot, string timeout, params string[] more) =>
        Cli.Run(["bot-check", bot.Endpoint, "--timeout", timeout, "--quiet", "0.1", "--json", .. more], time: _time.Clock);

    private static Dictionary<string, string> Grades(Cli cli)
    {
        using var report = JsonDocument.Parse(cli.Out);
        return report.RootElement.GetProperty("findings").EnumerateArray().ToDictionary(f => f.GetProperty("word").GetString()!, f => f.GetProperty("grade").GetString()!);
    }
}
