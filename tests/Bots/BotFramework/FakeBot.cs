using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Conversations.Tests.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Conversations.Tests.Bots.BotFramework;

/// <summary>A bot's messaging endpoint, which answers as the test says. Unless told otherwise it takes everything and says nothing.</summary>
internal sealed class FakeBot : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Told> _told = new();
    private readonly HttpClient _http = new();

    private FakeBot()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.MapPost("/api/messages", Take);
        _app.MapGet("/elsewhere", () => "never here");
    }

    /// <summary>What it does with an activity.</summary>
    public Func<Told, HttpContext, Task> Does { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>All that it was told, in its order.</summary>
    public Told[] Told => [.. _told];

    /// <summary>The messages among it.</summary>
    public Told[] Messages => [.. _told.Where(t => t.Type is "message")];

    public string Host => new Uri(_app.Urls.First()).Authority;

    public string Endpoint => $"{_app.Urls.First()}/api/messages";

    public static async Task<FakeBot> Start()
    {
        var bot = new FakeBot();
        await bot._app.StartAsync();
        return bot;
    }

    /// <summary>Answers an activity over the Bot Connector, as SDKs do: ids percent-encoded.</summary>
    public Task<Reply> Reply(Told told, string json, string? token = null) =>
        Call(HttpMethod.Post, told, $"conversations/{Uri.EscapeDataString(told.Conversation)}/activities/{Uri.EscapeDataString(told.Id)}", json, token);

    /// <summary>Says something that answers nothing.</summary>
    public Task<Reply> Say(Told told, string json, string? token = null) =>
        Call(HttpMethod.Post, told, $"conversations/{Uri.EscapeDataString(told.Conversation)}/activities", json, token);

    /// <summary>Calls any route of the Bot Connector.</summary>
    public async Task<Reply> Call(HttpMethod method, Told told, string path, string? json = null, string? token = null)
    {
        using var request = new HttpRequestMessage(method, $"{told.ServiceUrl}/v3/{path}");
        if (json is not null) request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await _http.SendAsync(request);
        return await Http.Reply.Of(response);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    private async Task Take(HttpContext http)
    {
        using var document = await JsonDocument.ParseAsync(http.Request.Body);
        var told = new Told(document.RootElement.Clone(), http.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase));
        _told.Enqueue(told);
        await Does(told, http);
    }
}

/// <summary>An activity that a bot was told.</summary>
internal sealed record Told(JsonElement Activity, IReadOnlyDictionary<string, string> Headers)
{
    public string Type => Activity.GetProperty("type").GetString()!;
    public string Id => Activity.GetProperty("id").GetString()!;
    public string? Text => Activity.TryGetProperty("text", out var text) ? text.GetString() : null;
    public string Conversation => Activity.GetProperty("conversation").GetProperty("id").GetString()!;
    public string ServiceUrl => Activity.GetProperty("serviceUrl").GetString()!;
    public JsonElement Recipient => Activity.GetProperty("recipient");
    public JsonElement From => Activity.GetProperty("from");
}
