using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans;

namespace Conversations.Embedded;

/// <summary>
/// Runs grains in this process. A host makes one with <c>UseOrleans</c>; tests make one with <c>new</c>, which costs
/// microseconds. Grains can be called at once; <see cref="StartAsync"/> is needed for reminders of earlier engines.
/// </summary>
public sealed partial class EmbeddedEngine : IClusterClient, IAsyncDisposable
{
    private static readonly IServiceProvider NoServices = new ServiceCollection().BuildServiceProvider();
    private readonly ConcurrentDictionary<GrainClass, GrainClassState> _classes = new();
    private readonly ConcurrentDictionary<Type, GrainClassState> _byInterface = new();
    private readonly TimeProvider _time;
    private readonly Deadlines _deadlines;
    private readonly ConcurrentDictionary<TimeSpan, Deadlines> _otherDeadlines = new();
    private volatile EngineState _state;

    /// <summary>An engine on these services; without any, grains get only what the engine itself offers.</summary>
    public EmbeddedEngine(IServiceProvider? services = null, EmbeddedEngineOptions? options = null)
    {
        ServiceProvider = services ?? NoServices;
        Options = options ?? new();
        _time = Options.TimeProvider ?? ServiceProvider.GetService<TimeProvider>() ?? TimeProvider.System;
        Scopes = services?.GetService<IServiceScopeFactory>();
        Log = ServiceProvider.GetService<ILoggerFactory>()?.CreateLogger<EmbeddedEngine>() ?? (ILogger)NullLogger.Instance;
        IncomingFilters = [.. ServiceProvider.GetServices<IIncomingGrainCallFilter>(), .. Options.IncomingFilters];
        OutgoingFilters = [.. ServiceProvider.GetServices<IOutgoingGrainCallFilter>(), .. Options.OutgoingFilters];
        RunsInline = Options.RunCallsInline && Options.Scheduler is null;
        TurnsPerVisit = Options.Scheduler is null ? Math.Max(1, Options.TurnsPerVisit) : 1;
        _deadlines = new(this, Options.Messaging.ResponseTimeout);
        Collector = new(this);
        Observers = new(this);
        Reminders = new(this,
            Options.ReminderTable ?? ServiceProvider.GetService<IReminderTable>() ?? new InMemoryReminderTable());
    }

    /// <inheritdoc />
    public IServiceProvider ServiceProvider { get; }

    /// <summary>How many activations there are.</summary>
    public int ActivationCount => _classes.Values.Sum(static c => c.All().Count());

    internal EmbeddedEngineOptions Options { get; }
    internal IServiceScopeFactory? Scopes { get; }
    internal ILogger Log { get; }
    internal IIncomingGrainCallFilter[] IncomingFilters { get; }
    internal IOutgoingGrainCallFilter[] OutgoingFilters { get; }
    internal bool RunsInline { get; }
    internal int TurnsPerVisit { get; }
    internal Collector Collector { get; }
    internal GrainClassState Observers { get; }
    internal ReminderService Reminders { get; }
    internal IEnumerable<GrainClassState> Classes => _classes.Values;
    internal bool HasCrashed => _state == EngineState.Crashed;
    internal bool IsRunning => _state <= EngineState.Stopping;

    /// <summary>Reads the reminder table and sets its reminders.</summary>
    public Task StartAsync(CancellationToken cancellationToken = default) => Reminders.StartAsync(cancellationToken);

    /// <summary>Ends every activation with its OnDeactivateAsync, then refuses calls. Activations that are not through when
    /// <paramref name="cancellationToken"/> is cancelled are left as they are.</summary>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (_state != EngineState.Running)
            return;
        _state = EngineState.Stopping;
        await Reminders.StopAsync(cancellationToken);
        var reason = new DeactivationReason(DeactivationReasonCode.ShuttingDown, "The engine stops.");
        // What OnDeactivateAsync calls may make new activations; ten rounds are for honest cases, not for a loop of grains.
        for (var round = 0; round < 10 && !cancellationToken.IsCancellationRequested; round++)
        {
            var live = Classes.SelectMany(static c => c.All()).OrderBy(static a => a.Key, StringComparer.Ordinal).ToList();
            if (live.Count == 0)
                break;
            foreach (var activation in live)
                activation.Deactivate(reason, cancellationToken);
            try
            {
                await Task.WhenAll(live.Select(static a => a.Deactivated)).WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                EngineLog.StopCutShort(Log, ActivationCount);
            }
        }
        End(EngineState.Stopped);
    }

    /// <summary>
    /// Ends the engine as the death of its process would: no hook runs, no turn that has not begun will begin, timers and
    /// reminders are silent, and tasks of calls that were on their way never complete. A turn that is running goes on to its
    /// next incomplete await and no further; calls it makes until then never complete either. Calls made later from outside
    /// fail with <see cref="Orleans.Runtime.SiloUnavailableException"/>.
    /// </summary>
    public void Crash()
    {
        if (_state < EngineState.Stopped)
            End(EngineState.Crashed);
    }

    /// <summary>The same as <see cref="StopAsync"/>.</summary>
    public async ValueTask DisposeAsync() => await StopAsync();

    private void End(EngineState state)
    {
        _state = state;
        foreach (var grainClass in Classes)
            grainClass.StopInline();
        Reminders.Silence();
        _deadlines.Stop();
        foreach (var deadlines in _otherDeadlines.Values)
            deadlines.Stop();
        Collector.Stop();
    }

    private enum EngineState { Running, Stopping, Stopped, Crashed }
}
