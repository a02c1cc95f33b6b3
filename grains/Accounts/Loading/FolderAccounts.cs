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
    private readonly string _root = Path.GetFullPath(options.Path);
    private FolderWatch? _watch;
    private bool _rootIsMissing;
    private volatile Snapshot _snapshot = Snapshot.Empty;

    public ImmutableArray<Account> All => _snapshot.Accounts;

    public ImmutableArray<AccountHealth> Health => _snapshot.Health;

    public Account? Find(string id) => _snapshot.Folders.GetValueOrDefault(id)?.Account;

    /// <summary>Loads all accounts and begins to watch. A broken account is absent and stops no other.</summary>
    /// <exception cref="InvalidOperationException">No account could be loaded at all; the message lists why.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        UndoBrokenReplacements();
        Reload();
        if (All.IsEmpty)
        {
            throw new InvalidOperationException(NothingLoaded());
        }

        if (options.Watch)
        {
            _watch = new(_root, options, time, ReloadByTimer, fault => LogNotWatched(logger, fault, _root, options.CheckInterval));
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
            if (ListFolders() is not { } folders)
            {
                return;
            }

            var before = _snapshot.Folders;
            var after = folders.ToImmutableSortedDictionary(AccountLoader.IdOf, f => Read(f, before.GetValueOrDefault(AccountLoader.IdOf(f))), StringComparer.Ordinal);
            // Between the two renames of a replacement, which another server may be about, a folder is away for a moment.
            after = after.AddRange(before.Where(f => !after.ContainsKey(f.Key) && Directory.Exists(SetAside(f.Key))));
            foreach (var gone in before.Keys.Where(id => !after.ContainsKey(id)))
            {
                LogGone(logger, gone);
            }

            _snapshot = new(after);
        }
    }

    /// <summary>The folder of an account, whether or not it is there.</summary>
    public string FolderOf(string id) => Path.Combine(_root, id);

    /// <summary>Where the folder of an account is while another takes its place.</summary>
    public string SetAside(string id) => Path.Combine(_root, $".{id}.before");

    /// <summary>The files of an account's folder as they are now, by their path; null when there is no such folder.</summary>
    public IReadOnlyDictionary<string, string>? FilesOf(string id) =>
        AccountPath.IsId(id) && Directory.Exists(FolderOf(id)) ? AccountFolder.Read(FolderOf(id), new()) : null;

    /// <summary>What new files would make of an account; see <see cref="ConfigurationReview"/>.</summary>
    public ConfigurationReview Review(string id, IReadOnlyDictionary<string, string> files) =>
        ConfigurationReview.Of(id, files, FilesOf(id) ?? ImmutableDictionary<string, string>.Empty, options.EnvironmentVariable);

    private void UndoBrokenReplacements()
    {
        foreach (var folder in ListFolders(hidden: true) ?? [])
        {
            if (Path.GetFileName(folder) is ['.', .. var name] && name.EndsWith(".before", StringComparison.Ordinal)
                && AccountPath.IsId(name[..^".before".Length]) && !Directory.Exists(FolderOf(name[..^".before".Length])))
            {
                Directory.Move(folder, FolderOf(name[..^".before".Length]));
            }
        }
    }

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
            LogUnreadable(logger, fault, _root);
        }
    }

    /// <summary>Null when the folder of all accounts can't be read: a lost mount must not close every account.</summary>
    private string[]? ListFolders(bool hidden = false)
    {
        try
        {
            var folders = Directory.GetDirectories(_root).Where(f => Path.GetFileName(f)[0] is '.' == hidden).ToArray();
            _rootIsMissing = false;
            return folders;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            if (!_rootIsMissing)
            {
                LogUnreadable(logger, fault, _root);
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
            ? $"No account could be loaded from '{_root}'. Correct these:{Environment.NewLine}{string.Join(Environment.NewLine, lines)}"
            : $"There is no account folder in '{_root}'. Set {FolderAccountsOptions.Section}:{nameof(options.Path)} to the folder that holds them, or write one, such as {Path.Combine(_root, "demo", "account.yaml")}.";
    }

    /// <summary>A folder as last read, and the account that serves: an earlier one when the folder is wrong.</summary>
    private sealed record LoadedFolder(string Fingerprint, Account? Account, ImmutableArray<AccountProblem> Problems);

    /// <summary>All that callers see, made once per reload and never changed.</summary>
    private sealed class Snapshot(ImmutableSortedDictionary<string, LoadedFolder> folders)
    {
        public static Snapshot Empty { get; } = new(ImmutableSortedDictionary.Create<string, LoadedFolder>(StringComparer.Ordinal));

        public ImmutableSortedDictionary<string, LoadedFolder> Folders { get; } = folders;

        public ImmutableArray<Account> Accounts { get; } = [.. folders.Values.Select(f => f.Account).OfType<Account>()];

        public ImmutableArray<AccountHealth> Health { get; } =
            [.. folders.Select(f => new AccountHealth { Id = f.Key, Serving = f.Value.Account is not null, Problems = f.Value.Problems })];
    }
}
