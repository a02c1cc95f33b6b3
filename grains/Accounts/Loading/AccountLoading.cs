using System.Collections.Immutable;

namespace Conversations.Accounts.Loading;

/// <summary>What came of loading an account.</summary>
public sealed record AccountLoading
{
    /// <summary>Null when there is an error among the problems.</summary>
    public Account? Account { get; init; }
    /// <summary>All problems, by file and line.</summary>
    public ImmutableArray<AccountProblem> Problems { get; init; } = [];
}
