using System.Text.Json.Nodes;
using Conversations.Bots;
using Microsoft.AspNetCore.Http;
using Words = Conversations.Cli.BotCheck.Findings;

namespace Conversations.Tests.Client.BotCheck;

/// <summary>One bot for each way to be bad, by the word for it. Their times are for a check with a timeout of a second.</summary>
internal static class BadBots
{
    public static readonly Dictionary<string, Func<Told, Task>> By = new(StringComparer.Ordinal)
    {
        [Words.BadStatus] = Respond(500),
        [Words.Unauthorized] = Respond(401),
        [Words.Redirect] = told => { told.Context.Response.Redirect("http://127.0.0.1:1/elsewhere"); return Task.CompletedTask; },
        [Words.ConnectionLost] = told => { told.Context.Abort(); return Task.CompletedTask; },
        [Words.HalfBody] = HalfABody,
        [Words.SlowResponse] = Slowly,
        [Words.ResponseTooLarge] = told => told.Context.Response.Body.WriteAsync(new byte[1_000_001]).AsTask(),
        [Words.NoResponse] = told => Task.Delay(Timeout.Infinite, told.Context.RequestAborted),
        [Words.NoAnswer] = _ => Task.CompletedTask,
        [Words.SilentStart] = told => told.IsMessage ? FakeBot.Well(told) : Task.CompletedTask,
        [Words.Late] = told => told.IsMessage ? After(told, 1_500, Echo) : FakeBot.Well(told),
        [Words.EmptyAnswer] = Replying(new { type = "message", text = "" }),
        [Words.AfterResponse] = told => told.IsMessage ? After(told, 300, Echo) : FakeBot.Well(told),
        [Words.Twice] = told => told.IsMessage && !told.ExpectsReplies ? AgainAndAgain(told) : FakeBot.Well(told),
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

    private static Func<Told, Task> Replying(object activity) => told => told.IsMessage ? told.Reply(activity) : FakeBot.Well(told);

    private static Func<Told, Task> Respond(int status) => told =>
    {
        told.Context.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    public static Task Echo(Told told) => told.Reply(new { type = "message", text = $"You said {told.Text}" });

    // Not at one instant of the clock, which is how activities without an id are told apart.
    private static async Task AgainAndAgain(Told told)
    {
        await Echo(told);
        await told.Time.Pass(50);
        await Echo(told);
    }

    private static Task Named(Told told) => told.Reply(new { type = "message", text = "mine", id = $"mine-{told.Id}" });

    private static async Task Both(Task first, Task second)
    {
        await first;
        await second;
    }

    private static async Task Later(Told told, int milliseconds)
    {
        await told.Time.Pass(milliseconds);
        await Echo(told);
    }

    // The response goes first. Whether somebody still listens then is not the bot's concern.
    private static async Task After(Told told, int milliseconds, Func<Told, Task> say)
    {
        await told.Context.Response.CompleteAsync();
        await told.Time.Pass(milliseconds);
        try
        {
            await say(told with { Activity = Plain(told) });
        }
        catch (HttpRequestException)
        {
        }
    }

    private static JsonObject Plain(Told told)
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
            await told.Time.Pass(50);
        }
    }
}
