using System.Collections.Immutable;

namespace Conversations.Simulation;

/// <summary>Plays scenarios in virtual time. Nothing waits; the same scenario always gives the same run.</summary>
public sealed class ScenarioRunner
{
    // A day like any other: a time line shows seconds from here and nothing depends on the date.
    private static readonly DateTimeOffset AnyDay = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);

    private readonly Scenario _scenario;
    private readonly Simulator _simulator;
    private readonly Dictionary<ExpectedState, ObservedState?> _states = new(ReferenceEqualityComparer.Instance);
    private readonly List<string> _faults = [];

    private ScenarioRunner(Scenario scenario)
    {
        _scenario = scenario;
        _simulator = new Simulator(scenario.Account, scenario.World, Start);
    }

    private DateTimeOffset Start => _scenario.Start ?? AnyDay;

    public static ScenarioRun Run(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        var runner = new ScenarioRunner(ScenarioIds.Fill(scenario, id => id));
        runner.Play();
        return new ScenarioRun
        {
            Scenario = scenario, Start = runner.Start, Moments = runner._simulator.Moments, Differences = runner.Differences(),
        };
    }

    private void Play()
    {
        // Conversations open before the steps of their instant; a state is looked at when all of its instant has happened.
        var stops = _scenario.Conversations.Select(c => (c.At, Rank: 0, Do: (Action)(() => Open(c))))
            .Concat(_scenario.Steps.Select(s => (s.At, Rank: 1, Do: (Action)(() => Take(s)))))
            .Concat(_scenario.States.Select(s => (s.At, Rank: 2, Do: (Action)(() => Look(s)))));
        foreach (var stop in stops.OrderBy(s => s.At).ThenBy(s => s.Rank))
        {
            _simulator.RunUntil(Start + stop.At);
            stop.Do();
        }
        // Clocks of people who never come back would ring for ever; a scenario that says when it ends is over then.
        if (_scenario.Ends is { } end) _simulator.RunUntil(Start + end);
        else _simulator.RunToRest();
    }

    private void Open(ScenarioConversation conversation) =>
        Check($"opening {conversation.Id}", conversation.At, conversation.Refused, _simulator.Tell(conversation.Id, conversation.Open));

    private void Take(ScenarioStep step)
    {
        switch (step)
        {
            case SayStep say:
                Check($"'{say.Message.Text}'", say.At, say.Refused, _simulator.Tell(say.Conversation, say.Message));
                break;
            case CloseStep close:
                Check("closing", close.At, close.Refused, _simulator.Tell(close.Conversation, new CloseConversation { By = close.By }));
                break;
            case CommandStep asked:
                Check(asked.What, asked.At, asked.Refused, _simulator.Tell(asked.Conversation, asked.Command));
                break;
            case ChatInstanceStep send:
                Check("the message to the chat instance", send.At, send.Refused, ChatInstances.Send(_simulator, send));
                break;
            case CrashStep:
                _simulator.Crash();
                break;
            case RestartStep:
                _simulator.Restart();
                break;
            case ChangeFilesStep change:
                _simulator.Change(change.Account);
                break;
            default:
                throw new InvalidOperationException($"The step {step.GetType().Name} can't be played. Add it to {nameof(ScenarioRunner)}.{nameof(Take)}.");
        }
    }

    private void Look(ExpectedState expected) =>
        _states[expected] = _simulator.Find(expected.Conversation) is { } state ? ObservedState.Of(state, _simulator.Account, Start) : null;

    private void Check(string what, TimeSpan at, string? refused, Receipt receipt)
    {
        if (Verdict.OfAnswer(what, at, refused, receipt.Refusal) is { } fault) _faults.Add(fault);
    }

    private ImmutableArray<string> Differences()
    {
        var lines = _simulator.Moments
            .SelectMany(m => m.Events.OfType<MessagePublished>().Select(e => ObservedLine.Of(m.Conversation!, e.Message, Start)));
        var rows = _simulator.Moments.SelectMany(m => Story.Tell(m, new ScenarioClock(Start))).ToArray();
        return
        [
            .. _faults,
            .. (_scenario.World.Integrations as ScriptedIntegrations)?.Unanswered ?? [],
            .. Verdict.OfLines(_scenario, lines, TimeSpan.Zero),
            .. _scenario.States.SelectMany(s => Verdict.OfState(s, _states[s], TimeSpan.Zero)),
            .. _scenario.Decisions.SelectMany(d => Verdict.OfDecision(d, rows)),
        ];
    }
}
