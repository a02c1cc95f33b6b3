using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Conversations.Tests.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Conversations.Tests.Client.BotCheck;

/// <summary>A bot on this machine that behaves as a test says.</summary>
internal sealed class FakeBot : IAsyncDisposable
{
    private readonly WebApplication _service;
    private readonly HttpClient _http = new();
    private readonly HashSet<string> _known = [];
    private readonly Lock _gate = new();

    private FakeBot(Func<Told, Task> behaves, RunningTime time)
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        _service = builder.Build();
        _service.MapPost("/api/messages", async context =>
        {
            var activity = (await JsonNode.ParseAsync(context.Request.Body))!.AsObject();
            Told told;
            lock (_gate)
            {
                Bodies.Add(activity);
                Authorizations.Add(context.Request.Headers.Authorization.ToString());
                told = new Told(context, activity, _http, IsNew: _known.Add((string)activity["id"]!), time);
            }
            await behaves(told);
        });
    }

    public string Endpoint => $"{_service.Urls.First()}/api/messages";

    /// <summary>All that the bot was told.</summary>
    public List<JsonObject> Bodies { get; } = [];

    public List<string> Authorizations { get; } = [];

    /// <param name="behaves">What it does with each request.</param>
    /// <param name="time">The clock that it shares with the check.</param>
    public static async Task<FakeBot> Start(Func<Told, Task> behaves, RunningTime time)
    {
        var bot = new FakeBot(behaves, time);
        await bot._service.StartAsync();
        return bot;
    }

    /// <summary>Greets, and answers each message once, as its kind of answer is asked for.</summary>
    public static Task Well(Told told) => !told.IsNew ? Task.CompletedTask : told.Type switch
    {
        "message" => told.Reply(new { type = "message", text = $"You said {told.Text}" }),
        "conversationUpdate" => told.Reply(new { type = "message", text = "Welcome" }),
        _ => Task.CompletedTask,
    };

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        _http.Dispose();
    }
}

/// <summary>What a fake bot is told, and how it can answer.</summary>
internal sealed record Told(HttpContext Context, JsonObject Activity, HttpClient Http, bool IsNew, RunningTime Time)
{
    public string Type => (string)Activity["type"]!;
    public string? Text => (string?)Activity["text"];
    public string Id => (string)Activity["id"]!;
    public string Conversation => (string)Activity["conversation"]!["id"]!;
    public bool IsMessage => Type == "message" && IsNew;
    public bool ExpectsReplies => (string?)Activity["deliveryMode"] == "expectReplies";

    /// <summary>Answers as SDKs do: in the response when that is expected, else as a reply by a call.</summary>
    public Task Reply(object activity)
    {
        var reply = JsonSerializer.SerializeToNode(activity)!.AsObject();
        reply.TryAdd("replyToId", Id);
        return ExpectsReplies
            ? Context.Response.WriteAsJsonAsync(new JsonObject { ["activities"] = new JsonArray(reply) })
            : Post(Path(Id), reply.ToJsonString());
    }

    /// <summary>Sends an activity that replies to nothing.</summary>
    public Task Say(object activity) => Post(Path(null), JsonSerializer.Serialize(activity));

    public string Path(string? activity) =>
        $"v3/conversations/{Uri.EscapeDataString(Conversation)}/activities{(activity is null ? "" : $"/{Uri.EscapeDataString(activity)}")}";

    public Task Post(string path, string json) => Send(HttpMethod.Post, path, json);

    public async Task<int> Send(HttpMethod method, string path, string json)
    {
        var address = path.StartsWith('/') ? new Uri(new Uri((string)Activity["serviceUrl"]!), path) : new Uri($"{Activity["serviceUrl"]}/{path}");
        using var request = new HttpRequestMessage(method, address) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        using var response = await Http.SendAsync(request);
        return (int)response.StatusCode;
    }
}
