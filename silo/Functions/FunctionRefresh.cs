using Conversations.Functions;

namespace Conversations.Silo.Functions;

/// <summary>
/// Asks the accounts' catalogs what is deployed: when the server starts, at once for what is deployed through this server, and every
/// <see cref="FunctionRunnerOptions.Refresh"/> for what is deployed through another one.
/// </summary>
internal sealed partial class FunctionRefresh(
    RoutedAccounts accounts, FunctionRunnerOptions options, TimeProvider time, ILogger<FunctionRefresh> log) : BackgroundService
{
    private bool _failed;

    // Before anybody is let in: a conversation that opens now would find no function otherwise.
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await RefreshAll();
        await base.StartAsync(cancellationToken);
    }

    /// <summary>From here on this server decides by what is deployed now.</summary>
    public Task Refresh(string account) => accounts.Refresh(account);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(options.Refresh, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!stoppingToken.IsCancellationRequested) await RefreshAll();
        }
    }

    private async Task RefreshAll()
    {
        try
        {
            foreach (var account in accounts.All) await Refresh(account.Id);
            _failed = false;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // What was known goes on, and the router asks the catalog itself before it invokes anything. Said once, not every time.
            if (!_failed) LogFailed(log, options.Refresh, fault);
            _failed = true;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The deployed functions could not be read; what was known of them goes on, and they are read again every {Pause}")]
    private static partial void LogFailed(ILogger logger, TimeSpan pause, Exception exception);
}
