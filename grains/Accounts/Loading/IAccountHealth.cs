using System.Collections.Immutable;

namespace Conversations.Accounts.Loading;

/// <summary>How the accounts' folders are, for operators.</summary>
public interface IAccountHealth
{
    /// <summary>One entry per account folder, by id.</summary>
    ImmutableArray<AccountHealth> Health { get; }
}

/// <summary>An account folder as it was last read.</summary>
public sealed record AccountHealth
{
    public required string Id { get; init; }
    /// <summary>The account answers. With errors among the problems it is an earlier version of the folder that answers.</summary>
    public required bool Serving { get; init; }
    /// <summary>Errors and warnings of the folder as it is now.</summary>
    public ImmutableArray<AccountProblem> Problems { get; init; } = [];
    /// <summary>The folder as it is now can't be used.</summary>
    public bool Refused => Problems.Any(p => p.Severity is ProblemSeverity.Error);
}
