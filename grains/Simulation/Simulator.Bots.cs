using Conversations.Bots;

namespace Conversations.Simulation;

/// <summary>Third-party bots, as a script says: when they take a request, and what they post when.</summary>
public sealed partial class Simulator
{
    /// <summary>How third-party bots behave. Default: they never answer.</summary>
    public IBotScript Bots { get; init; } = ScriptedBots.None;

    // As the server does it: whoever waits is asked before a request is sent once more.
    private void RepeatRequest(string id, BotRequest request)
    {
        var receipt = Decide(id, new RepeatBotRequest { Key = request.Key }, Occasion.Repeat);
        if (receipt.Refusal is null) Ask(id, request);
        else _agenda.Add(Now, new ResultArrival(id, request.Key, Failed(BotFaults.BotError, receipt.Refusal.Detail)));
    }

    private void Ask(string id, BotRequest request)
    {
        var number = _calls[request.Bot] = _calls.GetValueOrDefault(request.Bot) + 1;
        var turn = Bots.Answer(request, number);
        foreach (var said in turn.Says)
        {
            _agenda.Add(Now + said.After, new HearArrival(id, new HearBot { Bot = request.Bot, Activities = [said.AnswerTo(request.ActivityId)] }));
        }
        if (turn.Takes is not { } takes) return;
        var outcome = turn.Fault is { } fault ? Failed(fault, "The scenario says so.") : new EffectOutcome { Succeeded = true, Status = 200 };
        _agenda.Add(Now + takes, new ResultArrival(id, request.Key, outcome));
    }

    private void Invoke(string id, InvokeFunction call)
    {
        var number = _calls[call.Function] = _calls.GetValueOrDefault(call.Function) + 1;
        var answer = Functions.Answer(call, number);
        _agenda.Add(Now + answer.Takes, new ResultArrival(id, call.Key, answer.Outcome));
    }
}
