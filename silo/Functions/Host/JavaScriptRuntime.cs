using System.Text.Json;
using Conversations.Functions;
using Microsoft.Extensions.Options;

namespace Conversations.Silo.Functions.Host;

/// <summary>
/// Runs JavaScript functions in processes of their own. Functions that are known to be quick share some; the others have one apart,
/// with the rest of the machine's time, where one computes at a time.
/// </summary>
internal sealed class JavaScriptRuntime : IFunctionRuntime, IAsyncDisposable
{
    // More would only wait in the pipe, where a slow one before them can't be overtaken.
    private const int ComputingAtOnce = 16;
    private readonly FunctionHostOptions _options;
    private readonly ILogger _log;
    private readonly FunctionPace _pace = new();
    private readonly FunctionLane _quick;
    private readonly FunctionLane _apart;
    private readonly Lock _starting = new();
    private Task<HostKeeper[]>? _keepers;
    private bool _isStopped;

    public JavaScriptRuntime(IOptions<FunctionHostOptions> options, ILogger<JavaScriptRuntime> log)
    {
        _options = options.Value;
        _log = log;
        _quick = new(_options, ComputingAtOnce);
        _apart = new(_options, computingAtOnce: 1);
    }

    /// <summary>Of the processes that run now.</summary>
    public IReadOnlyList<int> ProcessIds =>
        _keepers is { IsCompletedSuccessfully: true } started ? [.. started.Result.Select(keeper => keeper.ProcessId).OfType<int>()] : [];

    public async Task<FunctionRun> Run(FunctionCall call, IFunctionHost host, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            await Start();
            using PendingRun run = new(call, CallJson.Write(call).WrittenMemory, host, cancellation);
            var pace = _pace.Of(call);
            var lane = pace is Pace.Quick ? _quick : _apart;
            if (!lane.TryAdd(run, pace is Pace.Slow))
            {
                return Failed(FunctionErrors.Overloaded, $"{_options.MostWaiting} runs wait already; come back later.", transient: true);
            }
            await using (cancellation.Register(() => lane.Cancel(run)))
            {
                return await run.Outcome;
            }
        }
        catch (JsonException fault)
        {
            return Failed(FunctionErrors.BadInput, $"The payload is no JSON: {fault.Message}", transient: false);
        }
        catch (FunctionHostMissingException fault)
        {
            return Failed(FunctionErrors.Unavailable, fault.Message, transient: false);
        }
    }

    /// <summary>Starts the processes, if that has not been done.</summary>
    /// <exception cref="FunctionHostMissingException">Something has to be installed first; asked again the next time.</exception>
    public async Task Start()
    {
        Task<HostKeeper[]> starting;
        lock (_starting)
        {
            ObjectDisposedException.ThrowIf(_isStopped, this);
            if (_keepers is null || _keepers.IsFaulted)
            {
                // Not in the turn of whatever grain comes first: what keeps the processes would end with its activation.
                _keepers = Task.Run(StartKeepers);
            }
            starting = _keepers;
        }
        await starting;
    }

    public async ValueTask DisposeAsync()
    {
        lock (_starting)
        {
            // A container that knows it under two names ends it twice.
            if (_isStopped) return;
            _isStopped = true;
        }
        if (_keepers is { IsFaulted: false } started)
        {
            await Task.WhenAll((await started).Select(keeper => keeper.DisposeAsync().AsTask()));
        }
        _quick.Refuse(FunctionErrors.Unavailable, "The server stops.");
        _apart.Refuse(FunctionErrors.Unavailable, "The server stops.");
    }

    private async Task<HostKeeper[]> StartKeepers()
    {
        var node = await NodeProgram.Find(_options.Node);
        HostKeeper[] keepers =
        [
            .. Enumerable.Range(0, _options.Workers).Select(_ => new HostKeeper(node, _options, _quick, _pace, inBackground: false, _log)),
            new(node, _options, _apart, _pace, inBackground: true, _log),
        ];
        foreach (var keeper in keepers)
        {
            keeper.Start();
        }
        return keepers;
    }

    private static FunctionRun Failed(string code, string message, bool transient) =>
        new() { ErrorCode = code, ErrorMessage = message, Transient = transient, Took = TimeSpan.Zero };
}
