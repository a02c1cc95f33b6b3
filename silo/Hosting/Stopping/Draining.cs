using Conversations.Effects;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Options;

namespace Conversations.Silo.Hosting.Stopping;

/// <summary>
/// What happens between the order to stop and the stop of the engine, in this order: <c>/health/ready</c> says 503 and everything else
/// goes on; sockets and event streams are closed; nothing new is let in and requests end; effects end. What is not over in time is
/// broken off: a client repeats its request, and an effect is promised in the journal.
/// </summary>
internal sealed partial class Draining(
    IServer server, RunningEffects effects, IHostApplicationLifetime lifetime, IOptions<ShutdownOptions> options, TimeProvider time,
    ILogger<Draining> log) : IHostedLifecycleService, IDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private Task? _drained;

    /// <summary>The server was told to stop, so nobody should be sent to it any more.</summary>
    public bool HasBegun => lifetime.ApplicationStopping.IsCancellationRequested;

    /// <summary>Cancelled when whoever follows a conversation must let go.</summary>
    public CancellationToken Closing => _closing.Token;

    // Before the first service is stopped; the web server would be that, and would wait for the streams. Once, however often the
    // host is stopped.
    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        // A host that is stopped by a call, and not by a signal, would say so only after this.
        lifetime.StopApplication();
        lock (_closing)
        {
            return _drained ??= Drain(cancellationToken);
        }
    }

    private async Task Drain(CancellationToken cancellationToken)
    {
        var settings = options.Value;
        LogBegun(log, settings.ReadyDelay.TotalSeconds, settings.Limit.TotalSeconds);
        if (settings.ReadyDelay > TimeSpan.Zero)
        {
            await Task.Delay(settings.ReadyDelay, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        using var timer = new CancellationTokenSource(settings.Limit, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        await _closing.CancelAsync();
        await server.StopAsync(limit.Token);
        if (await effects.Drain(limit.Token) is var left and > 0)
        {
            LogGivenUp(log, left);
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _closing.Dispose();

    [LoggerMessage(Level = LogLevel.Information, Message = "Stopping: not ready from now on, {Delay} s as before, then up to {Limit} s for what runs")]
    private static partial void LogBegun(ILogger logger, double delay, double limit);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} effects did not end in time; they are promised in the journal and start again with their conversations")]
    private static partial void LogGivenUp(ILogger logger, int count);
}
