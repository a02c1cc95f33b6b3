using Microsoft.Extensions.Logging;

namespace Conversations.Accounts.Loading;

public sealed partial class FolderAccounts
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Account {AccountId} loaded with {Bots} bots")]
    private static partial void LogLoaded(ILogger logger, string accountId, int bots);

    [LoggerMessage(Level = LogLevel.Error, Message = "Account {AccountId}: the changed folder is refused whole, the account goes on as it was before")]
    private static partial void LogKept(ILogger logger, string accountId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Account {AccountId} is not served until its folder is corrected")]
    private static partial void LogRefused(ILogger logger, string accountId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Account {AccountId} is no longer served, its folder is gone")]
    private static partial void LogGone(ILogger logger, string accountId);

    [LoggerMessage(Message = "Account {AccountId}: {Problem}")]
    private static partial void LogProblem(ILogger logger, LogLevel level, string accountId, AccountProblem problem);

    [LoggerMessage(Level = LogLevel.Error, Message = "The accounts' folder {Root} can't be read; accounts go on as they were")]
    private static partial void LogUnreadable(ILogger logger, Exception fault, string root);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Changes in {Root} are not reported by the system; it is read every {Interval} instead")]
    private static partial void LogNotWatched(ILogger logger, Exception fault, string root, TimeSpan interval);
}
