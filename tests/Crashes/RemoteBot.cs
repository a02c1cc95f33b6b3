using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Conversations.Tests.Bots.DirectLine;
using Conversations.Tests.Servers;

namespace Conversations.Tests.Crashes;

/// <summary>
/// A bot behind a Direct Line service that outlives the server. It says three lines to each message, one more when its turn is over, and
/// then something unasked. To a copy of a message it says its lines again.
/// </summary>
internal sealed class RemoteBot : IAsyncDisposable
{
    public static readonly string[] Words = ["one", "two", "three"];
    public const string Failure = "It failed.";

    private readonly ScriptedService _service;
    private readonly Random _random;
    private readonly ConcurrentDictionary<string, int> _asked = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Task> _later = new();
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RemoteBot(ScriptedService service, int seed)
    {
        (_service, _random) = (service, new Random(seed));
        service.Bot = Take;
    }

    public static async Task<RemoteBot> Start(int seed) => new(await ScriptedService.Start(), seed);

    /// <summary>How often each message reached it, by its <c>clientActivityID</c>.</summary>
    public IReadOnlyDictionary<string, int> Asked => _asked;

    /// <summary>Ends when something reaches it the next time.</summary>
    public Task Next() => Volatile.Read(ref _next).Task;

    /// <summary>The remote conversations in which something of a conversation was said.</summary>
    public List<RemoteConversation> Of(string conversation) => [.. _service.Conversations.Values.Where(c =>
        c.After(null, asNumber: false)["activities"]!.AsArray().Any(a => Key(a!)?.StartsWith($"{conversation}|", StringComparison.Ordinal) is true))];

    /// <summary>Writes an account that reaches it over sockets (<c>pushed</c>) and by asking (<c>polled</c>); the setting that makes a server serve it.</summary>
    public string WriteTo(SiloFolder folder)
    {
        var account = Directory.CreateDirectory(Path.Combine(folder.Path, "accounts", SiloProcess.Account));
        File.WriteAllText(Path.Combine(account.FullName, "account.yaml"), $"""
            defaultBot: pushed
            defaultLanguage: en
            allowedHosts: ["{_service.Host}"]
            apiKeys: [{"{"}name: demo-admin, role: admin, key: {SiloProcess.Key}{"}"}]
            """);
        var bots = account.CreateSubdirectory("bots").FullName;
        foreach (var (name, transport) in new[] { ("pushed", "webSocket"), ("polled", "polling") })
        {
            File.WriteAllText(Path.Combine(bots, $"{name}.yaml"), $"""
                interruptions: queue
                failureText: {Failure}
                connector: {"{"}kind: directline, endpoint: "{_service.Endpoint}", transport: {transport}, proactive: true, timeoutSeconds: 60, welcome: false{"}"}
                """);
        }
        return $"--Accounts:Path={Path.Combine(folder.Path, "accounts")}";
    }

    /// <summary>Waits until it has said all that it had in mind.</summary>
    public Task Finish() => Task.WhenAll(_later);

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    private static string? Key(JsonNode activity) => (string?)activity["channelData"]?["clientActivityID"];

    // It goes on although whoever asked may be dead by now.
    private async Task<int> Take(RemoteConversation conversation, JsonNode said)
    {
        var text = said["text"]!.GetValue<string>();
        var times = _asked.AddOrUpdate(Key(said) ?? throw new InvalidOperationException("It came without clientActivityID."), 1, (_, before) => before + 1);
        Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        await Pause(60);
        foreach (var word in Words)
        {
            conversation.Reply(said, $"{text}: {word}");
            await Pause(100);
        }
        if (times == 1) _later.Enqueue(SayMore(conversation, said, text));
        return 200;
    }

    private async Task SayMore(RemoteConversation conversation, JsonNode said, string text)
    {
        await Pause(1_500);
        conversation.Reply(said, $"{text}: late");
        await Pause(1_500);
        conversation.Reply(null, $"{text}: by the way");
    }

    private Task Pause(int longest) => Task.Delay(Draw(longest));

    private int Draw(int below)
    {
        lock (_random) return _random.Next(below);
    }
}
