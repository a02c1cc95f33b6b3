using System.Text.Json;
using Conversations.Bots;
using Microsoft.AspNetCore.Http;
using Words = Conversations.Cli.BotCheck.Findings;

namespace Conversations.Tests.Client.BotCheck;

/// <summary>The whole command against bots on this machine: a good one, and one for each way to be bad.</summary>
public class When_a_bot_is_checked
{
    private static readonly Dictionary<string, Func<Told, Task>> Bots = new(StringComparer.Ordinal)
    {
        [Words.BadStatus] = Respond(500),
        [Words.Unauthorized] = Respond(401),
        [Words.Redirect] = told => { told.Context.Response.Redirect("http://127.0.0.1:1/elsewhere"); return Task.CompletedTask; },
        [Words.ConnectionLost] = told => { told.Context.Abort(); return Task.CompletedTask; },
        [Words.HalfBody] = HalfABody,
        [Words.SlowResponse] = Slowly,
        [Words.ResponseTooLarge] = told => told.Context.Response.Body.WriteAsync(new byte[1_000_001]).AsTask(),
        [Words.NoResponse] = told => Task.Delay(TimeSpan.FromSeconds(30), told.Context.RequestAborted),
        [Words.NoAnswer] = _ => Task.CompletedTask,
        [Words.SilentStart] = told => told.IsMessage ? FakeBot.Well(told) : Task.CompletedTask,
        [Words.Late] = told => told.IsMessage ? After(told, 600, Echo) : FakeBot.Well(told),
        [Words.EmptyAnswer] = Replying(new { type = "message", text = "" }),
        [Words.AfterResponse] = told => told.IsMessage ? After(told, 30, Echo) : FakeBot.Well(told),
        [Words.Twice] = told => told.IsMessage && !told.ExpectsReplies ? Both(Echo(told), Echo(told)) : FakeBot.Well(told),
        [Words.SameId] = told => told.IsMessage && !told.ExpectsReplies ? Both(Named(told), Named(told)) : FakeBot.Well(told),
        [Words.RepeatsAnswer] = told => told.Type == "message" ? Echo(told) : Task.CompletedTask,
        [Words.OutOfOrder] = told => told.IsMessage && told.Text == "one" ? Later(told, 400) : FakeBot.Well(told),
        [Words.MissingReplyToId] = told => told.IsMessage && !told.ExpectsReplies ? told.Say(new { type = "message", text = "mine" }) : FakeBot.Well(told),
        [Words.UnknownReplyToId] = told => told.IsMessage && !told.ExpectsReplies ? told.Say(new { type = "message", text = "mine", replyToId = "elsewhere" }) : FakeBot.Well(told),
        [Words.Unasked] = told => told.Type == "event" ? After(told, 20, t => t.Say(new { type = "message", text = "By the way" })) : FakeBot.Well(told),
        [Words.BrokenIds] = told => told.IsMessage && !told.ExpectsReplies ? told.Post($"v3/conversations/{told.Conversation}/activities/{told.Id.Split('|')[0]}", $$"""{"type":"message","text":"mine","replyToId":"{{told.Id}}"}""") : FakeBot.Well(told),
        [Words.BrokenServiceUrl] = told => told.IsMessage && !told.ExpectsReplies ? told.Post("/" + told.Path(told.Id), "{}") : FakeBot.Well(told),
        [Words.ForeignServiceUrl] = Replying(new { type = "message", text = "mine", serviceUrl = "https://elsewhere.example/" }),
        [Words.UnknownCall] = told => told.IsMessage ? Both(told.Post("v3/botstate/x", "{}"), Echo(told)) : Task.CompletedTask,
        [Words.ChangesActivities] = told => told.IsMessage ? Both(told.Send(HttpMethod.Put, told.Path("x"), "{}"), Echo(told)) : Task.CompletedTask,
        [Words.UntypedActivity] = Replying(new { text = "mine" }),
        [Words.TooManyActivities] = told => told.IsMessage && !told.ExpectsReplies
            ? Task.WhenAll(Enumerable.Range(0, 101).Select(i => told.Reply(new { type = "message", text = $"{i}" }))) : FakeBot.Well(told),
        [Words.TypingWithoutMessage] = Replying(new { type = "typing" }),
        [Words.StreamsTyping] = told => told.IsMessage && !told.ExpectsReplies
            ? Both(told.Reply(new { type = "typing", text = "Yo", entities = new[] { new { type = "streaminfo", streamSequence = 1 } } }), Echo(told)) : FakeBot.Well(told),
        [Words.EventRefused] = told => told.Type == "event" ? Respond(500)(told) : FakeBot.Well(told),
        [Words.AnswersUnknownEvent] = told => told.Type == "event" ? told.Reply(new { type = "message", text = "What?" }) : FakeBot.Well(told),
        [Words.NoExpectReplies] = told => told.ExpectsReplies ? Task.CompletedTask : FakeBot.Well(told),
        [BotFaults.InvalidDelay] = Replying(new { type = "message", text = "mine", channelData = new { delay = new { delay = 1.5 } } }),
        [BotFaults.InvalidAudience] = Replying(new { type = "message", text = "mine", channelData = new { messageAudience = "ALL" } }),
        [BotFaults.MetadataNotBase64] = Replying(new { type = "message", text = "mine", channelData = new { encodedMetadata = "?" } }),
        [BotFaults.UnknownAction] = Replying(new { type = "message", text = "mine", channelData = new { action = new { name = "DANCE" } } }),
        [BotFaults.InvalidShape] = Replying(new { type = "message", text = "mine", channelData = new { multiMessage = "one" } }),
    };

    public static TheoryData<string> Faults => [.. Bots.Keys];

    [Theory, MemberData(nameof(Faults))]
    public async Task each_thing_that_a_bot_does_badly_is_found_by_its_word(string word)
    {
        await using var bot = await FakeBot.Start(Bots[word]);
        var cli = await Check(bot, word == Words.SlowResponse ? "5" : "0.5", "--say", "hello", "--say", "hello again");
        var grades = Grades(cli);
        Assert.Contains(word, grades.Keys);
        Assert.NotEqual("good", grades[word]);
        Assert.Equal((grades.ContainsValue("bad") ? 1 : 0, ""), (cli.ExitCode, cli.Error));
    }

    [Fact]
    public async Task a_good_bot_has_nothing_bad_and_no_warning()
    {
        await using var bot = await FakeBot.Start(FakeBot.Well);
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
        await using var bot = await FakeBot.Start(FakeBot.Well);
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
        await using var bot = await FakeBot.Start(told => told.IsMessage && told.Text is { Length: > 0 } ? Echo(told) : Task.CompletedTask);
        var cli = await Check(bot, "0.5", "--say", "hello", "--chat");
        Assert.Equal("WELCOME", (string)bot.Bodies[0]["channelData"]!["action"]!["name"]!);
        Assert.Equal("bad", Grades(cli)[Words.NoAnswer]);
    }

    [Fact]
    public async Task answers_in_the_response_are_enough_with_expect_replies()
    {
        await using var bot = await FakeBot.Start(FakeBot.Well);
        var cli = await Check(bot, "20", "--say", "hello", "--expect-replies");
        Assert.Equal((0, "good", "good"), (cli.ExitCode, Grades(cli)[Words.ExpectReplies], Grades(cli)[Words.InTime]));
        Assert.All(bot.Bodies, body => Assert.Equal("expectReplies", (string)body["deliveryMode"]!));
    }

    [Fact]
    public async Task a_token_is_sent_when_one_is_given()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "t0ken\n");
        await using var bot = await FakeBot.Start(FakeBot.Well);
        var cli = await Check(bot, "20", "--say", "hello", "--token-file", file);
        File.Delete(file);
        Assert.All(bot.Authorizations, a => Assert.Equal("Bearer t0ken", a));
        Assert.DoesNotContain("t0ken", cli.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task the_text_shows_the_conversation_and_then_the_findings()
    {
        await using var bot = await FakeBot.Start(told => told.IsMessage && !told.ExpectsReplies
            ? told.Reply(new { type = "message", text = "one\u001b[2Jtwo", channelData = new { delay = new { delay = 1.5 } } }) : FakeBot.Well(told));
        var cli = await Cli.Run(["bot-check", bot.Endpoint, "--quiet", "0.05", "--say", "hello"]);
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
        await using var bot = await FakeBot.Start(_ => Task.CompletedTask);
        await Check(bot, "0.2", [.. Enumerable.Range(0, 50).SelectMany(i => new[] { "--say", $"message {i}" })]);
        Assert.Equal(2, bot.Bodies.Count(b => (string)b["type"]! == "message" && b["deliveryMode"] is null));
    }

    private static Task<Cli> Check(FakeBot bot, string timeout, params string[] more) =>
        Cli.Run(["bot-check", bot.Endpoint, "--timeout", timeout, "--quiet", "0.05", "--json", .. more]);

    private static Dictionary<string, string> Grades(Cli cli)
    {
        using var report = JsonDocument.Parse(cli.Out);
        return report.RootElement.GetProperty("findings").EnumerateArray().ToDictionary(f => f.GetProperty("word").GetString()!, f => f.GetProperty("grade").GetString()!);
    }

    private static Func<Told, Task> Replying(object activity) => told => told.IsMessage ? told.Reply(activity) : FakeBot.Well(told);

    private static Func<Told, Task> Respond(int status) => told =>
    {
        told.Context.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    private static Task Echo(Told told) => told.Reply(new { type = "message", text = $"You said {told.Text}" });

    private static Task Named(Told told) => told.Reply(new { type = "message", text = "mine", id = $"mine-{told.Id}" });

    private static async Task Both(Task first, Task second)
    {
        await first;
        await second;
    }

    private static async Task Later(Told told, int milliseconds)
    {
        await Task.Delay(milliseconds);
        await Echo(told);
    }

    // The response goes first. Whether somebody still listens then is not the bot's concern.
    private static async Task After(Told told, int milliseconds, Func<Told, Task> say)
    {
        await told.Context.Response.CompleteAsync();
        await Task.Delay(milliseconds);
        try
        {
            await say(told with { Activity = Plain(told) });
        }
        catch (HttpRequestException)
        {
        }
    }

    private static System.Text.Json.Nodes.JsonObject Plain(Told told)
    {
        var plain = told.Activity.DeepClone().AsObject();
        plain.Remove("deliveryMode");
        return plain;
    }

    private static async Task HalfABody(Told told)
    {
        told.Context.Response.ContentLength = 100;
        await told.Context.Response.WriteAsync("half");
    }

    private static async Task Slowly(Told told)
    {
        if (!told.IsNew || told.Type != "conversationUpdate")
        {
            await FakeBot.Well(told);
            return;
        }
        for (var i = 0; i < 24; i++)
        {
            await told.Context.Response.WriteAsync(" ");
            await told.Context.Response.Body.FlushAsync();
            await Task.Delay(50);
        }
    }
}
