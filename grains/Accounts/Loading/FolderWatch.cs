namespace Conversations.Accounts.Loading;

/// <summary>
/// Tells when a folder may have changed: some quiet time after the last reported change, and at a steady interval, for
/// file systems that report nothing. Both run on the given clock.
/// </summary>
internal sealed class FolderWatch : IDisposable
{
    private readonly ITimer _quiet;
    private readonly ITimer _steady;
    private readonly TimeSpan _quietTime;
    private readonly FileSystemWatcher? _watcher;

    public FolderWatch(string root, FolderAccountsOptions options, TimeProvider time, Action changed, Action<Exception> notWatched)
    {
        _quietTime = options.QuietTime;
        _quiet = time.CreateTimer(_ => changed(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _steady = time.CreateTimer(_ => changed(), null, options.CheckInterval, options.CheckInterval);
        try
        {
            _watcher = new(root) { IncludeSubdirectories = true };
            _watcher.Changed += (_, _) => Touch();
            _watcher.Created += (_, _) => Touch();
            _watcher.Deleted += (_, _) => Touch();
            _watcher.Renamed += (_, _) => Touch();
            // Too many changes at once: some are lost, so look at everything.
            _watcher.Error += (_, _) => Touch();
            _watcher.EnableRaisingEvents = true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            notWatched(fault);
        }
    }

    /// <summary>Something changed: wait until it has been quiet for a while. Each further change begins the wait anew.</summary>
    public void Touch() => _quiet.Change(_quietTime, Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        _watcher?.Dispose();
        _quiet.Dispose();
        _steady.Dispose();
    }
}
