namespace Conversations.Silo.Webhooks;

/// <summary>
/// Asks for the accounts' webhooks: before anybody is let in, at once for what is changed through this server, and every
/// <see cref="Every"/> for what is changed through another one.
/// </summary>
internal sealed partial class WebhookRefresh(WebhookAccounts accounts, TimeProvider time, ILogger<WebhookRefresh> log) : BackgroundService
{
    /// <summary>How long another server may not know of a change.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    private bool _failed;

    // A conversation that goes on now would find no webhook otherwise.
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await RefreshAll();
        await base.StartAsync(cancellationToken);
    }

    /// <summary>From here on this server decides by what the account's webhooks are now.</summary>
    public Task Refresh(string account) => accounts.Refresh(account);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Every, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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
            // What was known goes on. Said once, not every time.
            if (!_failed) LogFailed(log, Every, fault);
            _failed = true;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The webhooks could not be read; what was known of them goes on, and they are read again every {Pause}")]
    private static partial void LogFailed(ILogger logger, TimeSpan pause, Exception exception);
}
