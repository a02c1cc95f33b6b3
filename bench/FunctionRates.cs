using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Conversations.Functions;
using Conversations.Silo.Functions.Host;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Conversations.Bench;

/// <summary>
/// How many invocations of a function the JavaScript runtime makes a second, beside the bare rate of the same script in the same engine
/// in the same run: payload from JSON, lambda, promises, result to JSON, in one process, without any pipe.
/// </summary>
public static partial class FunctionRates
{
    private const double Target = 0.6;
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(3);
    private static readonly string Script = PathOf("welcome.js");

    public static async Task Run()
    {
        var before = await Bare(Script);
        Rates.PrintHeader($"JavaScript invocations, {Span.TotalSeconds:0} s each; Node.js {before.Node}");
        Console.WriteLine($"{"bare engine, one process",-44}{before.Bare,10:N0}{1e6 / before.Bare,11:N0}");
        Console.WriteLine($"{"isolated as functions are, one process",-44}{before.Isolated,10:N0}{1e6 / before.Isolated,11:N0}");
        var best = 0.0;
        foreach (var workers in new[] { 1, 2 })
        {
            foreach (var callers in new[] { 1, 16, 64, 256 })
            {
                best = Math.Max(best, (await Invocations(workers, callers)).Print($"runtime, {workers} process(es), {callers} callers"));
            }
        }
        var after = await Bare(Script);
        Console.WriteLine($"{"bare engine, one process, again",-44}{after.Bare,10:N0}{1e6 / after.Bare,11:N0}");
        var bare = Math.Max(before.Bare, after.Bare);
        Console.WriteLine($"    target: {Target:0.0}x the faster of both bare rates; reached {best / bare:0.00}x: {(best >= Target * bare ? "met" : "missed")}");
    }

    private static async Task<Rates> Invocations(int workers, int callers)
    {
        await using JavaScriptRuntime runtime = new(Options.Create(new FunctionHostOptions { Workers = workers }), NullLogger<JavaScriptRuntime>.Instance);
        var code = await File.ReadAllTextAsync(Script);
        FunctionCall call = new()
        {
            Account = "bench", Function = "welcome", CodeHash = "welcome", Code = code, Payload = Payload().Match(code).Groups[1].Value, Seed = 1, Now = DateTimeOffset.UnixEpoch,
        };
        await Load(runtime, call, callers, TimeSpan.FromSeconds(1.5));
        var meter = Meter.Start();
        return meter.Stop(await Load(runtime, call, callers, Span), 0);
    }

    private static async Task<List<long>> Load(JavaScriptRuntime runtime, FunctionCall call, int callers, TimeSpan span)
    {
        var end = Stopwatch.GetTimestamp() + (long)(span.TotalSeconds * Stopwatch.Frequency);
        NoHost host = new();
        var all = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            List<long> latencies = [];
            while (Stopwatch.GetTimestamp() < end)
            {
                var began = Stopwatch.GetTimestamp();
                var run = await runtime.Run(call, host, default);
                if (!run.Succeeded)
                {
                    throw new InvalidOperationException(run.ErrorMessage);
                }
                latencies.Add(Stopwatch.GetTimestamp() - began);
            }
            return latencies;
        })));
        return [.. all.SelectMany(some => some)];
    }

    /// <summary>Where a script of the benchmarks lies.</summary>
    internal static string PathOf(string script) => Path.Combine(AppContext.BaseDirectory, "functions", script);

    /// <summary>Invocations a second of a script in the bare engine, in one process, and as functions are isolated.</summary>
    internal static async Task<BareRates> Bare(string script)
    {
        using var process = (await NodeProgram.Find(new FunctionHostOptions().Node)).Measure(script, (int)Span.TotalSeconds);
        var said = await process.StandardOutput.ReadToEndAsync();
        return JsonSerializer.Deserialize<BareRates>(said, JsonSerializerOptions.Web) ?? throw new InvalidOperationException("The function host measured nothing.");
    }

    [GeneratedRegex(@"^//\s*(\{.*\})\s*$", RegexOptions.Multiline)]
    private static partial Regex Payload();

    internal sealed record BareRates(string Node, double Bare, double Isolated);

    private sealed class NoHost : IFunctionHost
    {
        public Task<HostAnswer> Fetch(string requestJson, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<HostAnswer> Invoke(string invocationJson, CancellationToken cancellation) => throw new NotSupportedException();
    }
}
