using Conversations.Functions;
using Conversations.Tests.Http;

namespace Conversations.Tests.Functions;

public sealed class When_many_functions_run_at_once
{
    private readonly FakeRuntime _runtime = new();
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public When_many_functions_run_at_once() => _runtime.Does = async (call, _, _) =>
    {
        if (call.Function != "free") await _gate.Task;
        return FakeRuntime.Result("1");
    };

    [Fact]
    public async Task some_run_some_wait_and_the_others_are_sent_away_at_once()
    {
        await using var server = await _runtime.Start("--Functions:Concurrency", "3", "--Functions:Queue", "4");
        await server.Put("f", new { code = "1" });
        var runs = Enumerable.Range(0, 20).Select(_ => Invoke(server)).ToList();
        // The thirteen that found no room have their answers while nothing has ended.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (runs.Count(r => r.IsCompleted) < 13)
        {
            Assert.False(patience.IsCancellationRequested, $"{runs.Count(r => r.IsCompleted)} of 20 have their answers after 30 s, and 13 should.");
            await Task.Delay(10, CancellationToken.None);
        }
        var refused = await Task.WhenAll(runs.Where(r => r.IsCompleted));
        Assert.All(refused, r => Assert.Equal((503, "overloaded", "1"), (r.Status, r.Code, r.Headers["Retry-After"])));
        Assert.Equal(3, _runtime.Calls.Length);
        _gate.SetResult();
        var all = await Task.WhenAll(runs);
        Assert.Equal((7, 13), (all.Count(r => r.Status is 200), all.Count(r => r.Status is 503)));
        Assert.Equal((7, 3), (_runtime.Calls.Length, _runtime.Most));
        Assert.Equal(200, (await Invoke(server)).Status);
    }

    [Fact]
    public async Task an_orchestrator_needs_no_second_place_for_what_it_invokes()
    {
        await using var server = await _runtime.Start("--Functions:Concurrency", "1", "--Functions:Queue", "0");
        await server.Serve("free", null, "1");
        await server.Put("f", new { code = "1" });
        _runtime.Does = async (call, host, cancellation) => call.Function is "free"
            ? FakeRuntime.Result("2")
            : FakeRuntime.Result((await host.Invoke("""{"uuid":"free"}""", cancellation)).Json);
        var run = await Invoke(server);
        Assert.Equal(2, run.Json.GetProperty("result").GetProperty("body").GetInt32());
    }

    [Theory, InlineData("Concurrency", "0"), InlineData("Queue", "-1"), InlineData("Refresh", "00:00:00")]
    public async Task settings_that_make_no_sense_stop_the_start(string name, string value)
    {
        var fault = await Assert.ThrowsAnyAsync<Exception>(() => _runtime.Start($"--Functions:{name}", value));
        Assert.Contains($"Functions:{name}", fault.Message, StringComparison.Ordinal);
    }

    private static Task<Reply> Invoke(Server server) => server.Post($"{FunctionCalls.Account}/functions/f/invoke", HttpAccounts.Admin, """{"payload":{}}""");
}
