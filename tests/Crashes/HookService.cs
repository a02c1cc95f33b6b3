using System.Collections.Concurrent;
using System.Text.Json;
using Conversations.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Conversations.Tests.Crashes;

/// <summary>A service that webhooks lead to. It is slow, fails, breaks connections, reads halves, and loses answers to what it took.</summary>
internal sealed class HookService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Random _random;

    private HookService(int seed)
    {
        _random = new Random(seed);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _app.MapPost("/hook", Take);
    }

    public Uri Address { get; private set; } = null!;

    /// <summary>Whether it behaves badly.</summary>
    public bool Fails { get; set; } = true;

    /// <summary>What it took, in order, repeats included: delivery id, signature and body.</summary>
    public ConcurrentQueue<(string DeliveryId, string Signature, string Body)> Took { get; } = new();

    public static async Task<HookService> Start(int seed)
    {
        var service = new HookService(seed);
        await service._app.StartAsync();
        service.Address = new(service._app.Urls.First());
        return service;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task Take(HttpContext http)
    {
        int fault;
        lock (_random) fault = Fails ? _random.Next(10) : 99;
        switch (fault)
        {
            case 0:
                http.Response.StatusCode = 500;
                return;
            case 1:
                http.Abort();
                return;
            case 2:
                await http.Request.Body.ReadExactlyAsync(new byte[16]);
                http.Abort();
                return;
        }
        var body = await new StreamReader(http.Request.Body).ReadToEndAsync();
        if (fault is 3) await Task.Delay(200);
        Took.Enqueue((http.Request.Headers[WebhookSignature.DeliveryHeader]!, http.Request.Headers[WebhookSignature.Header]!, body));
        if (fault is 4) http.Abort();
    }

    /// <summary>The positions of the messages that it was told of in a conversation, in order, repeats left out.</summary>
    public List<long> MessagesOf(string conversation) =>
    [
        .. Took.DistinctBy(t => t.DeliveryId).Select(t => JsonDocument.Parse(t.Body).RootElement)
            .Where(b => b.GetProperty("conversation").GetString() == conversation)
            .SelectMany(b => b.GetProperty("events").EnumerateArray()).Select(e => e.GetProperty("message").GetProperty("seq").GetInt64()),
    ];
}
