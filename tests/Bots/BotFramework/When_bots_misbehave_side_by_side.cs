using System.Collections.Concurrent;
using System.Text;
using Conversations.Bots;
using Microsoft.AspNetCore.Http;

namespace Conversations.Tests.Bots.BotFramework;

/// <summary>Nothing is doubled, nothing is out of order, and whoever talks to a bot that behaves notices nothing of the others.</summary>
public sealed class When_bots_misbehave_side_by_side
{
    private const int Good = 40;
    private const string Colleague = "A colleague takes over.";
    private static readonly string[] Bad = ["late", "twice", "never", "fails twice", "half", "slow", "redirect", "flood"];

    private readonly ConcurrentDictionary<string, int> _tries = new();

    [Fact]
    public async Task each_conversation_ends_as_if_it_were_alone()
    {
        await using var world = await BotWorld.Start();
        world.Bot.Does = (told, http) => Behave(world.Bot, told, http);
        var bad = await Task.WhenAll(Bad.Select(async text =>
        {
            var id = await world.Open("other");
            await world.Say(id, text);
            return (Text: text, Id: id);
        }));
        // The clock stands: whoever waited for one of those would wait for ever.
        await Task.WhenAll(Enumerable.Range(0, Good).Select(async number =>
        {
            var id = await world.Open();
            await world.Say(id, $"good {number}");
            await world.Reads(id, $"good {number}", $"{number}: one", $"{number}: two", $"{number}: three");
        }));

        var settled = world.Server.Until(
            async () => (await Task.WhenAll(bad.Select(c => world.Conversation(c.Id).Read()))).All(v => v!.Bot is null or { Busy: false }), done => done);
        await world.Server.Advance(settled, TimeSpan.FromMilliseconds(250));
        var late = world.Bot.Told.First(t => t.Text == "late");
        await world.Bot.Reply(late, """{"type":"message","text":"far too late"}""");
        foreach (var (text, id) in bad) Assert.Equal(Expected(text), await world.Texts(id));
        var refused = (await world.Events<BotHeard>(late.Conversation)).Single().Refusals.Single();
        Assert.Equal(BotFaults.Transferred, refused.Reason);
    }

    private static string[] Expected(string text) => text switch
    {
        "twice" => [text, "once"],
        "fails twice" => [text, "at last"],
        "flood" => [text, .. Enumerable.Range(0, 100).Select(i => $"line {i}")],
        _ => [text, Colleague],
    };

    private async Task Behave(FakeBot bot, Told told, HttpContext http)
    {
        switch (told.Text)
        {
            case "late" or "never":
                break;
            case "twice":
                await bot.Reply(told, """{"type":"message","id":"a-1","text":"once"}""");
                await bot.Reply(told, """{"type":"message","id":"a-1","text":"once"}""");
                break;
            case "fails twice" when _tries.AddOrUpdate(told.Id, 1, (_, tries) => tries + 1) < 3:
                http.Response.StatusCode = 500;
                break;
            case "fails twice":
                await bot.Reply(told, """{"type":"message","text":"at last"}""");
                break;
            case "half":
                http.Response.ContentLength = 100;
                await http.Response.WriteAsync("{\"activities\":[");
                await http.Response.Body.FlushAsync();
                http.Abort();
                break;
            case "slow":
                await Slowly(http);
                break;
            case "redirect":
                http.Response.Redirect("/elsewhere");
                break;
            case "flood":
                for (var i = 0; i < 10_000 && (await bot.Reply(told, $$"""{"type":"message","text":"line {{i}}"}""")).Status is 200; i++) { }
                break;
            default:
                foreach (var word in new[] { "one", "two", "three" }) await bot.Reply(told, $$"""{"type":"message","text":"{{told.Text!["good ".Length..]}}: {{word}}"}""");
                break;
        }
    }

    private static async Task Slowly(HttpContext http)
    {
        while (!http.RequestAborted.IsCancellationRequested)
        {
            await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(" "));
            await http.Response.Body.FlushAsync();
            await Task.Delay(20);
        }
    }
}
