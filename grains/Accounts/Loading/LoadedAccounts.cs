using System.Collections.Immutable;

namespace Conversations.Accounts.Loading;

/// <summary>A folder as last read, and the account that serves: an earlier one when the folder is wrong.</summary>
internal sealed record LoadedFolder(string Fingerprint, Account? Account, ImmutableArray<AccountProblem> Problems);

/// <summary>All that callers see of the folders, made once per reload and never changed.</summary>
internal sealed class LoadedAccounts(ImmutableSortedDictionary<string, LoadedFolder> folders)
{
    public static LoadedAccounts None { get; } = new(ImmutableSortedDictionary.Create<string, LoadedFolder>(StringComparer.Ordinal));

    public ImmutableSortedDictionary<string, LoadedFolder> Folders { get; } = folders;

    public ImmutableArray<Account> Accounts { get; } = [.. folders.Values.Select(f => f.Account).OfType<Account>()];

    public ImmutableArray<AccountHealth> Health { get; } =
        [.. folders.Select(f => new AccountHealth { Id = f.Key, Serving = f.Value.Account is not null, Problems = f.Value.Problems })];
}
