using System.Collections.Concurrent;
using System.Globalization;
using Conversations.Functions;
using Conversations.Silo.Functions.Host;
using Conversations.Tests.Servers;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Conversations.Tests.Functions.Runtime;

/// <summary>A JavaScript runtime with its processes, started once for all tests of the collection.</summary>
public sealed class FunctionHosts : IAsyncDisposable
{
    private readonly Lazy<JavaScriptRuntime> _runtime = new(() => New());
    private readonly Lazy<JavaScriptRuntime> _patient = new(() => New(options => options.ComputingTime = TimeSpan.FromSeconds(10)));

    internal JavaScriptRuntime Runtime
    {
        get
        {
            NeedNode();
            return _runtime.Value;
        }
    }

    internal static JavaScriptRuntime New(Action<FunctionHostOptions>? configure = null)
    {
        NeedNode();
        FunctionHostOptions options = new() { Workers = 2 };
        configure?.Invoke(options);
        return new(Options.Create(options), NullLogger<JavaScriptRuntime>.Instance);
    }

    /// <summary>A call whose function has the given body, in the signature with a returned value.</summary>
    internal static FunctionCall Body(string body, string payload = "{}") => Code($"async function lambda(input) {{ {body} }}", payload);

    internal static FunctionCall Code(string code, string payload = "{}") => new()
    {
        Account = "demo",
        Function = "sample",
        Code = code,
        CodeHash = string.GetHashCode(code, StringComparison.Ordinal).ToString(CultureInfo.InvariantCulture),
        Payload = payload,
        Seed = 42,
        Now = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
    };

    internal Task<FunctionRun> Run(FunctionCall call, IFunctionHost? host = null) =>
        Runtime.Run(call, host ?? new SilentHost(), TestContext.Current.CancellationToken);

    internal Task<FunctionRun> Run(string body, string payload = "{}", IFunctionHost? host = null) => Run(Body(body, payload), host);

    /// <summary>Runs what a slow machine may not have done within the usual computing time, for tests of other limits.</summary>
    internal Task<FunctionRun> RunPatiently(FunctionCall call)
    {
        NeedNode();
        return _patient.Value.Run(call, new SilentHost(), TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var runtime in new[] { _runtime, _patient }.Where(r => r.IsValueCreated)) await runtime.Value.DisposeAsync();
    }

    private static void NeedNode()
    {
        Assert.SkipWhen(Programs.Find("node") is null, "Node.js is missing: install it with npm (apt-get install nodejs npm) and build again.");
        Assert.SkipUnless(
            Directory.Exists(Path.Combine(NodeProgram.HostFolder, "node_modules", "@jitl")),
            "The packages of functions-host could not be installed during the build: run 'npm ci' there to see why, then build again.");
    }
}

/// <summary>Answers as it is told; refuses what it was not told about.</summary>
internal sealed class SilentHost : IFunctionHost
{
    public Func<string, CancellationToken, Task<HostAnswer>> OnFetch { get; init; } = (_, _) => Task.FromResult(HostAnswer.Refused("'example.com' is not among the account's allowedHosts."));

    public Func<string, CancellationToken, Task<HostAnswer>> OnInvoke { get; init; } = (_, _) => Task.FromResult(HostAnswer.Refused("There is no such function."));

    public ConcurrentQueue<string> Asked { get; } = [];

    public Task<HostAnswer> Fetch(string requestJson, CancellationToken cancellation)
    {
        Asked.Enqueue(requestJson);
        return OnFetch(requestJson, cancellation);
    }

    public Task<HostAnswer> Invoke(string invocationJson, CancellationToken cancellation)
    {
        Asked.Enqueue(invocationJson);
        return OnInvoke(invocationJson, cancellation);
    }
}
