using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;

namespace Conversations.Embedded;

/// <summary>What only some activations have, so that the others stay small.</summary>
internal sealed class ActivationExtras
{
    public TaskCompletionSource? Ended;

    public List<GrainTimer>? Timers { get; set; }
    public IServiceScope? Scope { get; set; }
    public DeactivationReason? Reason { get; set; }
    public long KeepUntil { get; set; }
    public Dictionary<Guid, int>? Sections { get; set; }
    public GrainReference? Reference { get; set; }

    public void DisposeTimers()
    {
        while (Timers is { Count: > 0 } timers)
            timers[^1].Dispose();
    }

    public static Task DisposeAll(object? grain, IServiceScope? scope, ILogger log) =>
        grain is IDisposable or IAsyncDisposable || scope is not null ? Dispose(grain, scope, log) : Task.CompletedTask;

    private static async Task Dispose(object? grain, IServiceScope? scope, ILogger log)
    {
        foreach (var held in new[] { grain, scope })
        {
            try
            {
                if (held is IAsyncDisposable later) await later.DisposeAsync();
                else if (held is IDisposable now) now.Dispose();
            }
            catch (Exception error)
            {
                EngineLog.DisposeFailed(log, error, held!.GetType());
            }
        }
    }
}
