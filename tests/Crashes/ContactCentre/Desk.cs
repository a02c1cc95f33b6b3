using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Conversations.Tests.Servers;

namespace Conversations.Tests.Crashes.ContactCentre;

/// <summary>Consumers who come one after the other, are served by an agent, transferred and seen off; every call is repeated until it is answered.</summary>
internal sealed class Desk(Uri server, Random random) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly HttpClient _http = Client(server);

    /// <summary>The conversations whose opening was heard of.</summary>
    public ConcurrentDictionary<string, bool> Mine { get; } = [];

    /// <summary>Conversations that were served to their end.</summary>
    public int Served { get; private set; }

    /// <summary>Serves one consumer after the other until <paramref name="enough"/>.</summary>
    public async Task Serve(string name, Task enough, CancellationToken cancellation)
    {
        for (var i = 0; !enough.IsCompleted; i++)
        {
            // Opened twice when the answer was lost: the other one is nobody's, and somebody else sees it off.
            var opened = await Call(HttpMethod.Post, "conversations", new { consumer = new { id = $"{name}-{i}" }, skillId = "support" }, cancellation);
            var id = opened["id"]!.GetValue<string>();
            Mine.TryAdd(id, true);
            var agent = await Assigned(id, cancellation);
            await Say(id, $"{name}-{i}", "CONSUMER", "I have a question.", cancellation);
            if (random.Next(3) > 0) await Say(id, agent, "AGENT", "Sales knows.", cancellation);
            await SeeOff(id, cancellation);
            Served++;
        }
    }

    /// <summary>Has a conversation transferred and waits until a function has closed it.</summary>
    public async Task SeeOff(string id, CancellationToken cancellation)
    {
        var transfer = new[] { new { type = "transfer", skillId = "sales" } };
        await Call(HttpMethod.Post, $"conversations/{id}/commands?commandId=away-{id}", transfer, acceptable: 409, cancellation);
        while ((await Call(HttpMethod.Get, $"conversations/{id}", null, cancellation))["state"]!.GetValue<string>() != "CLOSE")
        {
            await Task.Delay(Pause, cancellation);
        }
    }

    public Task<JsonNode> Call(HttpMethod method, string path, object? body, CancellationToken cancellation) => Call(method, path, body, acceptable: 200, cancellation);

    public void Dispose() => _http.Dispose();

    private async Task<JsonNode> Call(HttpMethod method, string path, object? body, int acceptable, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
                using var response = await _http.SendAsync(request, cancellation);
                var text = await response.Content.ReadAsStringAsync(cancellation);
                if (response.IsSuccessStatusCode || (int)response.StatusCode == acceptable) return JsonNode.Parse(text.Length > 0 ? text : "{}")!;
                Assert.True((int)response.StatusCode >= 500, $"{method} {path} was answered {(int)response.StatusCode}: {text}");
            }
            catch (Exception fault) when (fault is HttpRequestException or IOException or JsonException || (fault is TaskCanceledException && !cancellation.IsCancellationRequested))
            {
                // The server is away.
            }
            await Task.Delay(Pause, cancellation);
        }
    }

    private async Task<string> Assigned(string id, CancellationToken cancellation)
    {
        while (true)
        {
            if ((await Call(HttpMethod.Get, $"conversations/{id}", null, cancellation))["assignedAgentId"]?.GetValue<string>() is { } agent) return agent;
            await Task.Delay(Pause, cancellation);
        }
    }

    private Task<JsonNode> Say(string id, string who, string role, string text, CancellationToken cancellation) =>
        Call(HttpMethod.Post, $"conversations/{id}/messages", new { from = new { id = who, role }, text, clientMessageId = $"{role}-{id}" }, cancellation);

    private static HttpClient Client(Uri server)
    {
        var http = new HttpClient { BaseAddress = new Uri(server, $"v1/accounts/{SiloProcess.Account}/"), Timeout = TimeSpan.FromSeconds(10) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", SiloProcess.Key);
        return http;
    }
}
