using System.Diagnostics;
using Conversations.Simulation;

namespace Conversations.Tests.Scenarios.RealTime;

/// <summary>Plays a scenario against a service, waiting as long as it says, and compares with the same expectations.</summary>
internal sealed class RealTimePlayer(IScenarioTarget target, TimeSpan tolerance)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);
    private readonly List<string> _differences = [];
    private DateTimeOffset _start;
    // A timer of the tester that fired late says that the machine stalled; the server is not blamed for that.
    private TimeSpan _ownLateness;

    /// <summary>What differs; empty when nothing does.</summary>
    public async Task<IReadOnlyList<string>> Play(Scenario written)
    {
        foreach (var conversation in written.Conversations)
        {
            Assert.True(conversation.At == TimeSpan.Zero, $"{conversation.Id} opens later; in real time all conversations open at the start.");
            _ids[conversation.Id] = await target.Open(conversation.Open);
        }
        var clock = Stopwatch.StartNew();
        _start = await StartOf(_ids[written.Conversations[^1].Id]);
        var scenario = ScenarioIds.Fill(written, id => _ids[id]);
        await Steps(scenario, clock);
        await Until(clock, (scenario.TimeLine?.Select(l => l.At).DefaultIfEmpty().Max() ?? TimeSpan.Zero) + tolerance + tolerance);
        _differences.AddRange(Verdict.OfLines(scenario, Anchored(scenario, await LinesWhenThere(scenario)), tolerance + _ownLateness));
        return _differences;
    }

    private async Task Steps(Scenario scenario, Stopwatch clock)
    {
        var stops = scenario.Steps.Select(s => (s.At, Rank: 0, Do: (Func<Task>)(() => Take(s))))
            .Concat(scenario.States.Select(s => (s.At, Rank: 1, Do: (Func<Task>)(() => Look(s)))));
        foreach (var stop in stops.OrderBy(s => s.At).ThenBy(s => s.Rank))
        {
            await Until(clock, stop.At);
            var late = clock.Elapsed - stop.At;
            _ownLateness = late > _ownLateness ? late : _ownLateness;
            await stop.Do();
        }
    }

    private async Task Take(ScenarioStep step)
    {
        var (what, code) = step switch
        {
            SayStep say => ($"'{say.Message.Text}'", await target.Say(_ids[say.Conversation], say.Message)),
            CloseStep close => ("closing", await target.Close(_ids[close.Conversation], close.By)),
            ChatInstanceStep send => ("the message to the chat instance", await target.SendToChatInstance(send)),
            _ => throw new NotSupportedException($"{step.GetType().Name} can't be done to a server from outside; remove 'realTime: true'."),
        };
        var refusal = code is null ? null : new Refusal { Code = code, Detail = "" };
        if (Verdict.OfAnswer(what, step.At, step.Refused, refusal) is { } fault) _differences.Add(fault);
    }

    private async Task Look(ExpectedState expected)
    {
        var state = await target.Look(_ids[expected.Conversation]);
        var seen = new ObservedState
        {
            Open = state.Open,
            Busy = state.Busy,
            Skill = state.Skill,
            Turns = state.Turns,
            Timers = [.. state.Timers.Select(t => (t.Kind, t.Due - _start))],
        };
        _differences.AddRange(Verdict.OfState(expected, seen, tolerance));
    }

    // A line that is too late is shown with its time, which says more than that it is missing.
    private async Task<IReadOnlyList<ObservedLine>> LinesWhenThere(Scenario scenario)
    {
        for (var clock = Stopwatch.StartNew(); ;)
        {
            var lines = await Lines();
            if (lines.Count >= (scenario.TimeLine?.Length ?? 0) || clock.Elapsed > Patience) return lines;
            await Task.Delay(100);
        }
    }

    private async Task<IReadOnlyList<ObservedLine>> Lines()
    {
        var lines = new List<ObservedLine>();
        foreach (var (name, id) in _ids)
        {
            lines.AddRange((await target.Read(id)).Select(m => ObservedLine.Of(name, m, _start)));
        }
        return lines;
    }

    // The first thing said is on time by definition: what it took on its way to the server is the tester's, not the server's.
    private static IEnumerable<ObservedLine> Anchored(Scenario scenario, IReadOnlyList<ObservedLine> lines)
    {
        var said = scenario.Steps.OfType<SayStep>().FirstOrDefault();
        var seen = lines.FirstOrDefault(l => l.Conversation == said?.Conversation && l.Text == said.Message.Text);
        var shift = seen is null ? TimeSpan.Zero : said!.At - seen.At;
        return lines.Select(l => l with { At = l.At + shift });
    }

    private async Task<DateTimeOffset> StartOf(string id) => (await target.Look(id)).CreatedAt;

    private static async Task Until(Stopwatch clock, TimeSpan at)
    {
        var wait = at - clock.Elapsed;
        if (wait > TimeSpan.Zero) await Task.Delay(wait);
    }
}
