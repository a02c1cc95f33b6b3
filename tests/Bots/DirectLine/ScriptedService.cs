using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Conversations.Tests.Bots.DirectLine;

/// <summary>A Direct Line service on loopback that does what the test says, with a bot behind it. By the book unless told otherwise.</summary>
internal sealed class ScriptedService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Asked> _asked = new();
    private int _conversations;

    private ScriptedService(WebApplication app) => _app = app;

    /// <summary>What a request to the service was.</summary>
    public sealed record Asked(string Method, string Path, string? Authorization, string Body);

    public Uri Address { get; private set; } = null!;
    public string Endpoint => new Uri(Address, "/directline").ToString();
    public string Host => Address.Authority;
    public IReadOnlyList<Asked> Requests => [.. _asked];
    /// <summary>The activities that were posted.</summary>
    public IReadOnlyList<JsonNode> Posts => [.. _asked.Where(a => a.Method is "POST" && a.Path.EndsWith("/activities", StringComparison.Ordinal)).Select(a => JsonNode.Parse(a.Body)!)];
    public int Starts => _asked.Count(a => a.Method is "POST" && a.Path.EndsWith("/conversations", StringComparison.Ordinal));
    public ConcurrentDictionary<string, RemoteConversation> Conversations { get; } = new();
    public RemoteConversation Only => Assert.Single(Conversations).Value;

    /// <summary>Answers what is asked of it before anything else does; null for the usual.</summary>
    public Func<Asked, HttpContext, (int Status, string Body)?> Instead { get; set; } = (_, _) => null;
    /// <summary>What the bot does with an activity that was posted; it may take its time. The status is the bot's.</summary>
    public Func<RemoteConversation, JsonNode, Task<int>> Bot { get; set; } = (conversation, said) =>
    {
        conversation.Reply(said, $"Echo: {said["text"]}");
        return Task.FromResult(200);
    };
    /// <summary>As offline-directline 1.3.1 answers: 200, <c>expiresIn</c>, no token, no stream, numbers as watermarks.</summary>
    public bool IsOffline { get; set; }
    public bool HasSockets { get; set; } = true;
    /// <summary>Shows a client its own activities.</summary>
    public bool Echoes { get; set; } = true;
    /// <summary>Tells what the posted activity is called.</summary>
    public bool TellsIds { get; set; } = true;
    /// <summary>How many sockets were opened.</summary>
    public int Sockets;

    public static async Task<ScriptedService> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var service = new ScriptedService(app);
        app.UseWebSockets();
        app.Map("/directline/{**path}", service.Serve);
        await app.StartAsync();
        service.Address = new(app.Urls.First());
        return service;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var conversation in Conversations.Values) conversation.EndSockets();
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
        foreach (var conversation in Conversations.Values) conversation.Dispose();
    }

    private async Task Serve(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var asked = new Asked(http.Request.Method, http.Request.Path, http.Request.Headers.Authorization, await reader.ReadToEndAsync());
        _asked.Enqueue(asked);
        if (Instead(asked, http) is { } instead)
        {
            await Write(http, instead.Status, instead.Body);
            return;
        }
        var parts = asked.Path.Split('/', StringSplitOptions.RemoveEmptyEntries)[1..];
        var conversation = parts.Length > 1 && Conversations.TryGetValue(parts[1], out var found) ? found : null;
        await ((asked.Method, parts) switch
        {
            ("POST", ["conversations"]) => Begin(http),
            (_, ["conversations", _, ..]) when conversation is null => IsOffline ? Write(http, 400, "") : Write(http, 404, """{"error":{"code":"BadArgument"}}"""),
            ("POST", [_, _, "activities"]) => Take(http, conversation!, JsonNode.Parse(asked.Body)!),
            ("GET", [_, _, "activities"]) => Write(http, 200, conversation!.After(http.Request.Query["watermark"], IsOffline).ToJsonString()),
            ("GET", [_, _, "stream"]) when HasSockets => Stream(http, conversation!),
            ("GET", [_, _]) when !IsOffline => Write(http, 200, Started(conversation!, http.Request.Query["watermark"].ToString()).ToJsonString()),
            _ => Write(http, 404, ""),
        });
    }

    private Task Begin(HttpContext http)
    {
        var conversation = new RemoteConversation($"remote-{Interlocked.Increment(ref _conversations)}");
        Conversations[conversation.Id] = conversation;
        return IsOffline
            ? Write(http, 200, new JsonObject { ["conversationId"] = conversation.Id, ["expiresIn"] = 1800 }.ToJsonString())
            : Write(http, 201, Started(conversation, "-").ToJsonString());
    }

    private JsonObject Started(RemoteConversation conversation, string watermark)
    {
        var body = new JsonObject { ["conversationId"] = conversation.Id, ["token"] = "t", ["expires_in"] = 3600 };
        if (HasSockets) body["streamUrl"] = $"ws://{Host}/directline/conversations/{conversation.Id}/stream?watermark={watermark}";
        return body;
    }

    private async Task Take(HttpContext http, RemoteConversation conversation, JsonNode said)
    {
        var id = conversation.NextId;
        said["id"] = id;
        if (Echoes) conversation.Add(said);
        conversation.BreakRequest = http.Abort;
        var status = await Bot(conversation, said);
        await Write(http, status, TellsIds ? new JsonObject { ["id"] = id }.ToJsonString() : "");
    }

    private async Task Stream(HttpContext http, RemoteConversation conversation)
    {
        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        Interlocked.Increment(ref Sockets);
        await conversation.Serve(socket, http.Request.Query["watermark"]);
    }

    private static async Task Write(HttpContext http, int status, string body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        if (status is not (204 or 304)) await http.Response.WriteAsync(body);
    }
}
