using System.Collections.Concurrent;
using System.Text.Json;
using Conversations.Functions;
using Conversations.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Tests.Functions;

/// <summary>Functions that do what the test says. Without a behaviour a function's code is its result, as JSON.</summary>
internal sealed class FakeRuntime : IFunctionRuntime
{
    private readonly ConcurrentQueue<FunctionCall> _calls = new();
    private int _running;
    private int _most;

    public FunctionCall[] Calls => [.. _calls];

    /// <summary>The largest number of runs at one time.</summary>
    public int Most => Volatile.Read(ref _most);

    public Func<FunctionCall, IFunctionHost, CancellationToken, Task<FunctionRun>> Does { get; set; } = (call, _, _) => Task.FromResult(Result(call.Code));

    public async Task<FunctionRun> Run(FunctionCall call, IFunctionHost host, CancellationToken cancellation)
    {
        _calls.Enqueue(call);
        var running = Interlocked.Increment(ref _running);
        for (var most = _most; running > most && Interlocked.CompareExchange(ref _most, running, most) != most; most = _most) { }
        try
        {
            return await Does(call, host, cancellation);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    public static FunctionRun Result(string? json) => new() { Result = json, Took = TimeSpan.FromMilliseconds(5) };

    public static FunctionRun Failure(string code) => new() { ErrorCode = code, ErrorMessage = $"It failed with {code}.", Took = TimeSpan.FromMilliseconds(5) };

    public Task<Server> Start(params string[] args) => Server.Start(services => services.AddSingleton<IFunctionRuntime>(this), args);
}

/// <summary>Calls of v1 that the tests of functions make again and again.</summary>
internal static class FunctionCalls
{
    public const string Account = "/v1/accounts/acme";

    public static Task<Reply> Put(this Server server, string function, object body, string key = HttpAccounts.Admin) =>
        server.Send(HttpMethod.Put, $"{Account}/functions/{function}", key, JsonSerializer.Serialize(body));

    public static Task<Reply> Deploy(this Server server, string function) => server.Post($"{Account}/functions/{function}/deploy", HttpAccounts.Admin);

    /// <summary>Puts a function on an event and deploys it.</summary>
    public static async Task Serve(this Server server, string function, string? on, string code)
    {
        Assert.Equal(201, (await server.Put(function, new { @event = on, code })).Status);
        Assert.Equal(200, (await server.Deploy(function)).Status);
    }

    public static async Task<string> Open(this Server server, string more = "")
    {
        var opened = await server.Post($"{Account}/conversations", HttpAccounts.Backend, $$"""{"consumer":{"id":"c-1"}{{more}}}""");
        Assert.Equal(201, opened.Status);
        return opened.Text("id");
    }

    /// <summary>What the service said by itself.</summary>
    public static async Task<string[]> SystemSaid(this Server server, string conversation)
    {
        var messages = await server.Get($"{Account}/conversations/{conversation}/messages", HttpAccounts.Admin);
        return [.. messages.Json.GetProperty("messages").EnumerateArray().Where(m => m.GetProperty("automatic").GetBoolean()).Select(m => m.GetProperty("text").GetString()!)];
    }

    /// <summary>Asks again and again while the clock moves on in small steps; after some of them slower than any real clock, so that what real processes still do has its time.</summary>
    public static async Task<T> AsTimePasses<T>(this Server server, Func<Task<T>> ask, Func<T, bool> holds, double step = 0.05)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        for (var tries = 0; ; tries++)
        {
            var answer = await ask();
            if (holds(answer)) return answer;
            Assert.False(patience.IsCancellationRequested, $"It did not come to pass; the last answer was {(answer is Reply reply ? reply.Body : JsonSerializer.Serialize(answer))}.");
            await Task.Delay(tries < 400 ? 5 : 200, CancellationToken.None);
            server.Time.Advance(TimeSpan.FromSeconds(step));
        }
    }

    public static async Task<JsonElement[]> Invocations(this Server server, string function, string query = "")
    {
        var reply = await server.Get($"{Account}/functions/{function}/invocations{query}", HttpAccounts.Admin);
        Assert.Equal(200, reply.Status);
        return [.. reply.Json.GetProperty("invocations").EnumerateArray()];
    }
}
