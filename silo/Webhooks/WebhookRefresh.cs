using Conversations.Silo.Accounts;

namespace Conversations.Silo.Webhooks;

/// <summary>Asks the registries for the accounts' webhooks.</summary>
internal sealed partial class WebhookRefresh(WebhookAccounts accounts, TimeProvider time, ILogger<WebhookRefresh> log) : AccountRefresh(accounts, Every, time)
{
    /// <summary>How long another server may not know of a change.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    protected override void TellFailure(TimeSpan pause, Exception fault) => LogFailed(log, pause, fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The webhooks could not be read; what was known of them goes on, and they are read again every {Pause}")]
    private static partial void LogFailed(ILogger logger, TimeSpan pause, Exception exception);
}
