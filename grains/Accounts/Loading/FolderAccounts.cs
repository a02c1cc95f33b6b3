using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Conversations.Accounts.Loading;

/// <summary>
/// The accounts below a folder. A changed folder takes effect without a restart, whole or not at all: while it is wrong,
/// the account goes on as it was, and the problems are logged and in <see cref="Health"/>.
/// </summary>
public sealed partial class FolderAccounts(FolderAccountsOptions options, TimeProvider time, ILogger<FolderAccounts> logger)
    : IAccounts, IAccountHealth, IHostedService, IDisposable
{
    private readonly Lock _reloading = new();
    private FolderWatch? _watch;
    private bool _rootIsMissing;
    private volatile LoadedAccounts _loaded = LoadedAccounts.None;

    /// <summary>Where the folders are.</summary>
    public AccountsRoot Root { get; } = new(options.Path);

    public ImmutableArray<Account> All => _loaded.Accounts;

    public ImmutableArray<AccountHealth> Health => _loaded.Health;

    public Account? Find(string id) => _loaded.Folders.GetValueOrDefault(id)?.Account;

    /// <summary>Loads all accounts and begins to watch. A broken account is absent and stops no other.</summary>
    /// <exception cref="InvalidOperationException">No account could be loaded at all; the message lists why.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var id in List(Root.HalfReplaced) ?? [])
        {
            Root.PutBack(id);
        }

        Reload();
        if (All.IsEmpty)
        {
            throw new InvalidOperationException(NothingLoaded());
        }

        if (options.Watch)
        {
            _watch = new(Root.Folder, options, time, ReloadByTimer, fault => LogNotWatched(logger, fault, Root.Folder, options.CheckInterval));
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _watch?.Dispose();
        _watch = null;
    }

    /// <summary>Reads all folders again; what has not changed stays the same object. Safe to call at any time, from any thread.</summary>
    public void Reload()
    {
        lock (_reloading)
        {
            if (List(Root.Folders) is not { } folders)
            {
                return;
            }

            var before = _loaded.Folders;
            var after = folders.ToImmutableSortedDictionary(AccountLoader.IdOf, f => Read(f, before.GetValueOrDefault(AccountLoader.IdOf(f))), StringComparer.Ordinal);
            // Between the two renames of a replacement, which another server may be about, a folder is away for a moment.
            after = after.AddRange(before.Where(f => !after.ContainsKey(f.Key) && Directory.Exists(Root.SetAside(f.Key))));
            foreach (var gone in before.Keys.Where(id => !after.ContainsKey(id)))
            {
                LogGone(logger, gone);
            }

            _loaded = new(after);
        }
    }

    /// <summary>What new files would make of an account; see <see cref="ConfigurationReview"/>.</summary>
    public ConfigurationReview Review(string id, IReadOnlyDictionary<string, string> files) =>
        ConfigurationReview.Of(id, files, Root.FilesOf(id) ?? ImmutableDictionary<string, string>.Empty, options.EnvironmentVariable);

    private void ReloadByTimer()
    {
        try
        {
            Reload();
        }
#pragma warning disable CA1031 // Thrown on a timer's thread it would end the process, and with it every conversation.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            LogUnreadable(logger, fault, Root.Folder);
        }
    }

    /// <summary>Null when the folder of all accounts can't be read: a lost mount must not close every account.</summary>
    private string[]? List(Func<string[]> entries)
    {
        try
        {
            var listed = entries();
            _rootIsMissing = false;
            return listed;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            if (!_rootIsMissing)
            {
                LogUnreadable(logger, fault, Root.Folder);
            }

            _rootIsMissing = true;
            return null;
        }
    }

    private LoadedFolder Read(string folder, LoadedFolder? before)
    {
        var problems = new ProblemList();
        var files = AccountFolder.Read(folder, problems);
        var fingerprint = AccountFolder.Fingerprint(files, problems.InOrder());
        if (before?.Fingerprint == fingerprint)
        {
            return before;
        }

        var id = AccountLoader.IdOf(folder);
        var loading = AccountLoader.Load(id, files, problems, options.EnvironmentVariable);
        Log(id, loading, before);
        return new(fingerprint, loading.Account ?? before?.Account, loading.Problems);
    }

    private void Log(string id, AccountLoading loading, LoadedFolder? before)
    {
        foreach (var problem in loading.Problems)
        {
            LogProblem(logger, problem.Severity is ProblemSeverity.Error ? LogLevel.Error : LogLevel.Warning, id, problem);
        }

        if (loading.Account is { } account)
        {
            LogLoaded(logger, id, account.Bots.Count);
        }
        else if (before?.Account is not null)
        {
            LogKept(logger, id);
        }
        else
        {
            LogRefused(logger, id);
        }
    }

    private string NothingLoaded()
    {
        var lines = Health.SelectMany(h => h.Problems.Where(p => p.Severity is ProblemSeverity.Error).Select(p => $"{h.Id}/{p}")).ToArray();
        return lines.Length > 0
            ? $"No account could be loaded from '{Root.Folder}'. Correct these:{Environment.NewLine}{string.Join(Environment.NewLine, lines)}"
            : $"There is no account folder in '{Root.Folder}'. Set {FolderAccountsOptions.Section}:{nameof(options.Path)} to the folder that holds them, or write one, such as {Path.Combine(Root.Folder, "demo", "account.yaml")}.";
    }
}
