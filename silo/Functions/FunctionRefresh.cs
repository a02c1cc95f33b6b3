using Conversations.Functions;
using Conversations.Silo.Accounts;

namespace Conversations.Silo.Functions;

/// <summary>
/// Asks the accounts' catalogs what is deployed, every <see cref="FunctionRunnerOptions.Refresh"/>. When they can't be read, what was known goes
/// on; whoever invokes a function asks the catalog itself anyway.
/// </summary>
internal sealed partial class FunctionRefresh(
    RoutedAccounts accounts, FunctionRunnerOptions options, TimeProvider time, ILogger<FunctionRefresh> log) : AccountRefresh(accounts, options.Refresh, time)
{
    protected override void TellFailure(TimeSpan pause, Exception fault) => LogFailed(log, pause, fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The deployed functions could not be read; what was known of them goes on, and they are read again every {Pause}")]
    private static partial void LogFailed(ILogger logger, TimeSpan pause, Exception exception);
}
