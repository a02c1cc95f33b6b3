using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Conversations.Tests.Crashes.ContactCentre;

/// <summary>Takes deliveries, refuses some and forgets to answer others.</summary>
internal sealed class WebhookInbox : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Random _random;
    private readonly ConcurrentDictionary<string, List<(string Delivery, long Version)>> _received = [];

    private WebhookInbox(WebApplication app, int seed) => (_app, _random) = (app, new Random(seed));

    public Uri Address => new(_app.Urls.First());

    public static async Task<WebhookInbox> Open(int seed)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var inbox = new WebhookInbox(builder.Build(), seed);
        inbox._app.MapPost("/", (Delegate)inbox.Receive);
        await inbox._app.StartAsync();
        return inbox;
    }

    /// <summary>The versions of a conversation in the order in which they first came, whatever was repeated.</summary>
    public IReadOnlyList<long> VersionsOf(string conversation)
    {
        if (!_received.TryGetValue(conversation, out var received)) return [];
        lock (received) return [.. received.Select(r => r.Version).Distinct()];
    }

    /// <summary>Deliveries that came under more than one id.</summary>
    public IEnumerable<string> Renamed() =>
        from pair in _received
        from version in pair.Value.GroupBy(r => r.Version)
        where version.Select(r => r.Delivery).Distinct().Count() > 1
        select $"{pair.Key} version {version.Key} came as {string.Join(" and ", version.Select(r => r.Delivery).Distinct())}";

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> Receive(HttpContext http)
    {
        var luck = Draw();
        if (luck < 5) return Results.StatusCode(503);
        using var body = await JsonDocument.ParseAsync(http.Request.Body);
        var received = _received.GetOrAdd(body.RootElement.GetProperty("conversation").GetString()!, _ => []);
        var delivery = body.RootElement.GetProperty("deliveryId").GetString()!;
        lock (received)
        {
            received.AddRange(body.RootElement.GetProperty("events").EnumerateArray().Select(e => (delivery, e.GetProperty("version").GetInt64())));
        }
        // It was received, and whoever sent it is not told.
        if (luck < 10) http.Abort();
        return Results.Ok();
    }

    private int Draw()
    {
        lock (_random) return _random.Next(100);
    }
}
