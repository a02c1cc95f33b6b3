using System.Collections.Immutable;
using Conversations.Accounts.Loading;
using Conversations.Accounts.Schema;
using Conversations.Simulation.Schema;

namespace Conversations.Simulation;

/// <summary>What a scenario expects.</summary>
internal sealed class ExpectationBuilder(IReadOnlyList<string> ids, FileProblems problems)
{
    public ImmutableArray<ExpectedLine> Lines(IReadOnlyList<LineDocument> lines) =>
    [
        .. lines.Select(l => new ExpectedLine(
            ScenarioBuilder.TimeOf(l.At), Id(l, l.In) ?? ids[0], l.Who ?? "", l.Text ?? "", MarksOf(l.Marks), l.Answers, l.Line)),
    ];

    public ImmutableArray<ExpectedState> States(IReadOnlyList<StateDocument> states) =>
    [
        .. states.Select(s => new ExpectedState
        {
            At = ScenarioBuilder.TimeOf(s.At),
            Conversation = Id(s, s.In) ?? ids[0],
            Open = s.Open,
            Busy = s.Busy,
            Skill = s.Skill,
            Turns = s.Turns,
            Queued = s.Queued,
            Timers = s.Timers is { } timers ? [.. timers] : null,
            Line = s.Line,
        }),
    ];

    public ImmutableArray<ExpectedDecision> Decisions(IReadOnlyList<DecisionDocument> decisions) =>
        [.. decisions.Select(d => new ExpectedDecision(ScenarioBuilder.TimeOf(d.At), Id(d, d.In), d.Text ?? "", d.Line))];

    private string? Id(Document document, string? id)
    {
        if (id is null || ids.Contains(id)) return id;
        problems.Error(document.LineOf("in"), $"there is no conversation '{id}'; {Nearest.Advice(id, ids.ToArray(), "add it under 'conversations'")}");
        return null;
    }

    private static Marks MarksOf(IReadOnlyList<string>? marks) => (marks ?? [])
        .Aggregate(Marks.None, (all, mark) => all | (Enum.TryParse<Marks>(mark, ignoreCase: true, out var one) ? one : Marks.None));
}
