using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Conversations.Silo.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Conversations.Bench;

/// <summary>
/// How many turns a second go through the <c>botframework</c> connector to a minimal bot and back, all of it durable, and how much longer
/// they take; beside calling that bot directly in the same run, with as many callers as there are conversations.
/// </summary>
public static class BotRates
{
    private const double Target = 1.5;
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(5);

    public static async Task Run()
    {
        using (var bot = await MinimalBot.Start()) await Compare(bot, "a bot that does nothing else");
        Console.WriteLine();
        using var onSdk = await MinimalBot.StartOnSdk();
        if (onSdk is null) Console.WriteLine("Left out: a bot on the Bot Framework SDK; build the tests first, they install its packages.");
        else await Compare(onSdk, "the same bot on the Bot Framework SDK");
    }

    private static async Task Compare(MinimalBot bot, string what)
    {
        Rates.PrintHeader($"Turns through a third-party bot, {Span.TotalSeconds:0} s each: {what}, a process of its own");
        foreach (var conversations in new[] { 1, 200 })
        {
            foreach (var expectReplies in new[] { true, false })
            {
                var way = expectReplies ? "expectReplies" : "posted replies";
                var direct = await Direct(bot, conversations, expectReplies);
                direct.Print($"direct, {way}, {conversations} callers");
                var proxied = await Proxied(bot, conversations, expectReplies);
                proxied.Print($"proxied, {way}, {conversations} conversations");
                var again = await Direct(bot, conversations, expectReplies);
                var ratio = Math.Max(direct.PerSecond, again.PerSecond) / proxied.PerSecond;
                Console.WriteLine($"    direct is {ratio:0.00}x as fast (target at 200: {Target:0.0}x at most{(conversations < 200 ? "" : ratio <= Target ? ", met" : ", missed")}); "
                    + $"added latency p50 {proxied.P50 - direct.P50:N0} us, p99 {proxied.P99 - direct.P99:N0} us");
            }
        }
    }

    private static async Task<Rates> Direct(MinimalBot bot, int callers, bool expectReplies)
    {
        await using var sink = expectReplies ? null : await Sink();
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        await Load(http, bot, callers, sink?.Urls.First(), TimeSpan.FromSeconds(2));
        var meter = Meter.Start();
        return meter.Stop(await Load(http, bot, callers, sink?.Urls.First(), Span), 0);
    }

    private static async Task<List<long>> Load(HttpClient http, MinimalBot bot, int callers, string? sink, TimeSpan span)
    {
        var end = Stopwatch.GetTimestamp() + (long)(span.TotalSeconds * Stopwatch.Frequency);
        var all = await Task.WhenAll(Enumerable.Range(0, callers).Select(number => Task.Run(async () =>
        {
            List<long> latencies = [];
            for (long began; (began = Stopwatch.GetTimestamp()) < end;)
            {
                await Ask(http, bot, number, sink);
                latencies.Add(Stopwatch.GetTimestamp() - began);
            }
            return latencies;
        })));
        return [.. all.SelectMany(some => some)];
    }

    private static async Task Ask(HttpClient http, MinimalBot bot, int number, string? sink)
    {
        var mode = sink is null ? "\"deliveryMode\":\"expectReplies\"" : $"\"serviceUrl\":\"{sink}\"";
        var activity = $$"""{"type":"message","id":"c{{number}}|0000001","text":"hi","channelId":"directline",{{mode}},"from":{"id":"ann","role":"user"},"recipient":{"id":"bot","role":"bot"},"conversation": {"id": "c{{number}}" } }""";
        using var content = new StringContent(activity, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var answer = await http.PostAsync(bot.Endpoint, content);
        var body = await answer.Content.ReadAsStringAsync();
        if (answer.StatusCode is not HttpStatusCode.OK || (sink is null && !body.Contains("You said", StringComparison.Ordinal)))
        {
            throw new InvalidOperationException($"The bot answered {answer.StatusCode}: {body}");
        }
    }

    // Where the bot posts its replies when it is called directly: taken, and forgotten.
    private static async Task<WebApplication> Sink()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapPost("/v3/conversations/{conversation}/activities/{activity}", () => Results.Json(new { id = "1" }));
        await app.StartAsync();
        return app;
    }

    private static async Task<Rates> Proxied(MinimalBot bot, int conversations, bool expectReplies)
    {
        var folder = Directory.CreateTempSubdirectory("bot-rates-");
        try
        {
            await BenchAccounts.WriteThirdParty(folder.FullName, bot, expectReplies);
            await using var app = SiloApp.Build(
            [
                "--urls", "http://127.0.0.1:0", "--Accounts:Path", Path.Combine(folder.FullName, "accounts"), "--Logging:LogLevel:Default", "Error",
                "--Journal:ConnectionString", $"Data Source={Path.Combine(folder.FullName, "conversations.db")}",
            ]);
            await app.StartAsync();
            var grains = app.Services.GetRequiredService<IGrainFactory>();
            var loads = Enumerable.Range(0, conversations).Select(number => new TurnLoad(grains, number)).ToArray();
            await Task.WhenAll(loads.Select(load => load.Open()));
            await Task.WhenAll(loads.Select(load => Task.Run(() => load.Run(TimeSpan.FromSeconds(2), measured: false))));
            var meter = Meter.Start();
            await Task.WhenAll(loads.Select(load => Task.Run(() => load.Run(Span, measured: true))));
            var rates = meter.Stop(loads.SelectMany(load => load.Latencies), 0);
            await app.StopAsync();
            return rates;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
