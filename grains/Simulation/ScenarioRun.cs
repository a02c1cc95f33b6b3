using System.Collections.Immutable;

namespace Conversations.Simulation;

/// <summary>What came of a scenario in virtual time.</summary>
public sealed record ScenarioRun
{
    public required Scenario Scenario { get; init; }
    /// <summary>The instant that the scenario's times count from.</summary>
    public required DateTimeOffset Start { get; init; }
    /// <summary>How its times are shown.</summary>
    public ScenarioClock Clock => new(Start, Scenario.Start is null ? null : Scenario.Zone);
    public required IReadOnlyList<Moment> Moments { get; init; }
    /// <summary>Where it differs from what was expected; empty when it does not. Each is a text of one or more lines.</summary>
    public required ImmutableArray<string> Differences { get; init; }

    public bool Passed => Differences.IsEmpty;
}
