using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Conversations.Tests.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Conversations.Tests.Crashes;

/// <summary>
/// A bot that answers each message with three lines and outlives the server: what it could not deliver it sends again, without any key,
/// as the connectors of real bots do.
/// </summary>
internal sealed class StubbornBot : IAsyncDisposable
{
    public static readonly string[] Words = ["one", "two", "three"];

    // Longer than any server here is away: a bot that leaves a word out says the others without it.
    private const int MostTries = 900;
    private readonly ConcurrentQueue<string> _leftOut = new();
    private readonly WebApplication _app;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly Random _random;
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _asked;
    private int _repeated;

    private StubbornBot(int seed)
    {
        _random = new Random(seed);
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.MapPost("/api/messages", Take);
    }

    /// <summary>How often it was asked, and how often it had to say something again.</summary>
    public (int Asked, int Repeated) Count => (_asked, _repeated);

    /// <summary>What it could not deliver in all its tries, and what the last answer was.</summary>
    public IReadOnlyList<string> LeftOut => [.. _leftOut];

    /// <summary>Ends when it is asked the next time.</summary>
    public Task Next() => Volatile.Read(ref _next).Task;

    public static async Task<StubbornBot> Start(int seed)
    {
        var bot = new StubbornBot(seed);
        await bot._app.StartAsync();
        return bot;
    }

    /// <summary>Writes an account that has it, and answers the setting that makes a server serve it.</summary>
    public string WriteTo(SiloFolder folder)
    {
        var address = new Uri(_app.Urls.First());
        var account = Directory.CreateDirectory(Path.Combine(folder.Path, "accounts", SiloProcess.Account));
        File.WriteAllText(Path.Combine(account.FullName, "account.yaml"), $"""
            defaultBot: stubborn
            defaultLanguage: en
            allowedHosts: ["{address.Authority}"]
            apiKeys: [{"{"}name: demo-admin, role: admin, key: {SiloProcess.Key}{"}"}]
            """);
        File.WriteAllText(Path.Combine(account.CreateSubdirectory("bots").FullName, "stubborn.yaml"), $"""
            interruptions: queue
            failureText: It failed.
            connector: {"{"}kind: botframework, endpoint: "{address}api/messages", timeoutSeconds: 120, welcome: false{"}"}
            """);
        return $"--Accounts:Path={Path.Combine(folder.Path, "accounts")}";
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private async Task Take(HttpContext http)
    {
        Interlocked.Increment(ref _asked);
        Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        using var document = await JsonDocument.ParseAsync(http.Request.Body);
        var activity = document.RootElement.Clone();
        // It goes on although whoever asked may be dead by now.
        foreach (var word in Words) await Say(activity, $"{activity.GetProperty("text").GetString()}: {word}");
    }

    private async Task Say(JsonElement activity, string text)
    {
        int pause;
        lock (_random) pause = _random.Next(100);
        await Task.Delay(pause);
        var conversation = Uri.EscapeDataString(activity.GetProperty("conversation").GetProperty("id").GetString()!);
        var url = $"{activity.GetProperty("serviceUrl").GetString()}/v3/conversations/{conversation}/activities/{Uri.EscapeDataString(activity.GetProperty("id").GetString()!)}";
        var body = JsonSerializer.Serialize(new { type = "message", text });
        var last = "none";
        for (var tries = 0; tries < MostTries; tries++)
        {
            try
            {
                using var content = new StringContent(body, Encoding.UTF8, "application/json");
                using var answer = await _http.PostAsync(url, content);
                if (answer.StatusCode is HttpStatusCode.OK) return;
                last = $"{(int)answer.StatusCode}";
            }
            catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
            {
                // Nobody knows whether it arrived.
                last = fault.GetType().Name;
            }
            Interlocked.Increment(ref _repeated);
            await Task.Delay(100);
        }
        _leftOut.Enqueue($"'{text}' after {last}");
    }
}
