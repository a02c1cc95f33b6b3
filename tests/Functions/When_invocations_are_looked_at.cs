using System.Collections.Concurrent;
using Conversations.Functions;
using Conversations.Silo.Storage.GrainState;
using Conversations.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Tests.Functions;

public sealed class When_invocations_are_looked_at : IAsyncLifetime
{
    private readonly FakeRuntime _runtime = new();
    private readonly WatchedRows _rows = new();
    private Server _server = null!;

    public async ValueTask InitializeAsync() => _server = await Start();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task each_event_leaves_what_it_was_and_what_came_of_it()
    {
        _runtime.Does = (call, _, _) => Task.FromResult(FakeRuntime.Result("""[{"type":"systemMessage","text":"hi"},{"type":"closeConversation"}]""") with
        {
            Logs = [new FunctionLogEntry { Level = "Warn", Message = "careful", Timestamp = call.Now }],
        });
        await _server.Serve("welcome", "Messaging New Conversation", "x");
        var id = await _server.Open();
        var one = (await _server.AsTimePasses(() => _server.Invocations("welcome"), i => i.Length == 1))[0];
        Assert.Equal((id, "CONSUMER_OPEN_NEW_CONVERSATION_FIRST_TIME", "SUCCEEDED", "1"),
            (one.GetProperty("conversation").GetString(), one.GetProperty("eventType").GetString(), one.GetProperty("state").GetString(), one.GetProperty("deployment").GetString()));
        Assert.Equal(["systemMessage", "closeConversation"], one.GetProperty("commands").EnumerateArray().Select(c => c.GetString()));
        Assert.Equal("careful", one.GetProperty("logs")[0].GetProperty("message").GetString());
        var whole = await _server.Get($"{FunctionCalls.Account}/functions/welcome/invocations/{one.GetProperty("id").GetString()}", HttpAccounts.Backend);
        Assert.Equal(id, whole.Json.GetProperty("payload").GetProperty("general").GetProperty("convId").GetString());
    }

    [Fact]
    public async Task they_are_found_by_state_text_conversation_and_time_page_by_page()
    {
        var log = _server.Grains.GetGrain<IInvocationLogGrain>("acme/f");
        await _server.Put("f", new { code = "1" });
        var nine = _server.Time.GetUtcNow();
        for (var i = 0; i < 10; i++)
        {
            await log.Append(Entry(i, nine.AddMinutes(i), i % 3 is 0 ? FunctionErrors.TimeExceeded : null, i == 4 ? "needle" : "hay"));
        }
        await _server.AsTimePasses(() => log.Usage(), u => u.Invocations == 10);
        Assert.Equal(["i9", "i6", "i3", "i0"], await Ids("?state=TIMEOUT"));
        Assert.Equal(["i4"], await Ids("?q=NEEDLE"));
        Assert.Equal(["i7"], await Ids("?conversation=c7"));
        Assert.Equal(["i3", "i2"], await Ids("?since=2026-11-21T09:02:00Z&until=2026-11-21T09:04:00Z"));
        Assert.Equal(["i9", "i8", "i7", "i6"], await Ids("?limit=4"));
        Assert.Equal(["i5", "i4", "i3", "i2"], await Ids("?limit=4&after=i6"));
        Assert.Equal(["i1", "i0"], await Ids("?limit=4&after=i2"));
        Assert.Equal(400, (await _server.Get($"{FunctionCalls.Account}/functions/f/invocations?state=odd", HttpAccounts.Admin)).Status);
        Assert.Equal(404, (await _server.Get($"{FunctionCalls.Account}/functions/g/invocations", HttpAccounts.Admin)).Status);
    }

    [Fact]
    public async Task the_newest_thousand_are_kept_and_all_are_counted()
    {
        var log = _server.Grains.GetGrain<IInvocationLogGrain>("acme/f");
        await _server.Put("f", new { code = "1" });
        for (var i = 0; i < 2_500; i++) await log.Append(Entry(i, _server.Time.GetUtcNow(), i < 500 ? FunctionErrors.CustomFailure : null, ""));
        await _server.AsTimePasses(() => log.Usage(), u => u.Invocations == 2_500);
        List<string> seen = [];
        for (string? after = null; ;)
        {
            var page = await log.Search(new InvocationFilter { After = after, Limit = 200 });
            seen.AddRange(page.Invocations.Select(i => i.Id));
            if ((after = page.Next) is null) break;
        }
        Assert.Equal(Enumerable.Range(1_500, 1_000).Reverse().Select(i => $"i{i}"), seen);
        var usage = (await _server.Get($"{FunctionCalls.Account}/usage", HttpAccounts.Admin)).Json;
        Assert.Equal((2_500, 2_000, 500), (usage.GetProperty("invocations").GetInt64(), usage.GetProperty("succeeded").GetInt64(), usage.GetProperty("failed").GetInt64()));
        Assert.Equal(500, usage.GetProperty("functions")[0].GetProperty("failed").GetProperty(FunctionErrors.CustomFailure).GetInt64());
    }

    [Fact]
    public async Task they_outlive_the_server_a_second_after_they_were_added()
    {
        var log = _server.Grains.GetGrain<IInvocationLogGrain>("acme/f");
        await _server.Put("f", new { code = "1" });
        for (var i = 0; i < 700; i++) await log.Append(Entry(i, _server.Time.GetUtcNow(), null, ""));
        await _server.AsTimePasses(() => log.Usage(), u => u.Invocations == 700, step: 0);
        _server.Time.Advance(TimeSpan.FromSeconds(1));
        await using var next = await Start();
        var later = next.Grains.GetGrain<IInvocationLogGrain>("acme/f");
        // What is written is written beside the test's clock.
        await _server.AsTimePasses(() => Task.FromResult(_rows.Written.Contains("counts")), written => written);
        Assert.Equal(700, (await later.Usage()).Invocations);
        Assert.Equal("i699", (await later.Search(new InvocationFilter { Limit = 1 })).Invocations[0].Id);
        await later.Append(Entry(700, next.Time.GetUtcNow(), null, ""));
        await next.Until(() => later.Usage(), u => u.Invocations == 701);
        Assert.Equal(["i700", "i699"], (await later.Search(new InvocationFilter { Limit = 2 })).Invocations.Select(i => i.Id));
    }

    [Fact]
    public async Task one_can_be_run_again_from_its_record_and_comes_to_the_same()
    {
        // It depends on chance, on time, and on what was answered outside.
        _runtime.Does = (call, _, _) => Task.FromResult(FakeRuntime.Result(
            $$"""[{"type":"systemMessage","text":"{{call.Seed}} {{call.Now:O}} {{call.Record?.Answers[0].Json ?? "outside"}}"}]""") with { Answers = [HostAnswer.Of("outside")] });
        await _server.Serve("welcome", "Messaging New Conversation", "x");
        await _server.Open();
        var one = (await _server.AsTimePasses(() => _server.Invocations("welcome"), i => i.Length == 1))[0];
        _server.Time.Advance(TimeSpan.FromHours(1));
        await _server.Put("welcome", new { @event = "Messaging New Conversation", code = "y" });
        var again = await _server.Post($"{FunctionCalls.Account}/functions/welcome/invocations/{one.GetProperty("id").GetString()}/replay", HttpAccounts.Admin);
        Assert.True(again.Json.GetProperty("same").GetBoolean());
        Assert.Equal(one.GetProperty("result").GetRawText(), again.Json.GetProperty("result").GetRawText());
        Assert.Equal("x", _runtime.Calls[^1].Code);
        Assert.Equal("outside", Assert.Single(_runtime.Calls[^1].Record!.Answers).Json);
        Assert.Single(await _server.Invocations("welcome"));
    }

    private async Task<string[]> Ids(string query) => [.. (await _server.Invocations("f", query)).Select(i => i.GetProperty("id").GetString()!)];

    private static Invocation Entry(int number, DateTimeOffset at, string? error, string said) => new()
    {
        Id = $"i{number}", At = at, Took = TimeSpan.FromMilliseconds(2), Deployment = "1", Version = "v", Conversation = $"c{number}",
        State = Invocations.StateOf(error), ErrorCode = error,
        Logs = said.Length is 0 ? [] : [new FunctionLogEntry { Level = "Info", Message = said, Timestamp = at }],
    };

    private Task<Server> Start() => Server.Start(services => services.AddSingleton<IFunctionRuntime>(_runtime).AddSingleton<IGrainStateRows>(_rows));

    /// <summary>Says what was written.</summary>
    private sealed class WatchedRows : IGrainStateRows
    {
        private readonly InMemoryGrainStateRows _rows = new();

        public ConcurrentBag<string> Written { get; } = [];

        public Task<GrainStateRow?> Read(string grain, string name) => _rows.Read(grain, name);

        public async Task<bool> Write(string grain, string name, long expected, int format, byte[]? data)
        {
            var written = await _rows.Write(grain, name, expected, format, data);
            Written.Add(name);
            return written;
        }
    }
}
