using System.Collections.Immutable;
using Conversations.Accounts.Loading;

namespace Conversations.Simulation;

/// <summary>What came of reading a scenario.</summary>
public sealed record ScenarioLoading
{
    /// <summary>Null when there is an error among the problems.</summary>
    public Scenario? Scenario { get; init; }
    /// <summary>All problems, by file and line; those of inline account files at their line of the scenario.</summary>
    public ImmutableArray<AccountProblem> Problems { get; init; } = [];
}
