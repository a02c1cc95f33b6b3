using Conversations.Accounts;
using Conversations.Bots;
using Conversations.Effects;

namespace Conversations.Simulation;

/// <summary>Carries out effects as the scripts say: what comes of each goes into the agenda, for the time when it comes back.</summary>
internal sealed class ScriptedEffects(ScriptedWorld world, Agenda agenda)
{
    // How often each integration, function and bot has been called, by name.
    private readonly Dictionary<string, int> _calls = new(StringComparer.Ordinal);

    /// <summary>Starts an effect of a conversation, by the rules that the account has at that moment.</summary>
    public void Start(string conversation, Effect effect, Account account, DateTimeOffset now)
    {
        switch (effect)
        {
            case HttpIntegration call:
                Call(conversation, call, now);
                break;
            case ChatInstanceMessage message:
                agenda.Add(now, new DeliveryArrival(conversation, message));
                break;
            case BotRequest request:
                Ask(conversation, request, now);
                break;
            case InvokeFunction call:
                Settle(conversation, call, world.Functions.Answer(call, NextCall(call.Function)), now);
                break;
            case EventNotice notice:
                Ask(conversation, notice, account, now);
                break;
            case AgentProposal proposal when world.UnavailableAgents.Contains(proposal.AgentId):
                Settle(conversation, effect, EffectOutcome.Failed(RefusalCodes.AgentUnavailable, $"'{proposal.AgentId}' is away or has no room left."), now);
                break;
            case QueueNotice or AgentProposal or AgentRelease or BotRelease or WebhookDelivery:
                // Queues are not simulated: scenarios say who accepts.
                Settle(conversation, effect, EffectOutcome.Done, now);
                break;
            default:
                throw new InvalidOperationException($"The effect {effect.GetType().Name} can't be simulated. Add it to {nameof(ScriptedEffects)}.{nameof(Start)}.");
        }
    }

    /// <summary>A message has been handed to its chat instance, which confirms it in its time.</summary>
    public void Confirm(string conversation, ChatInstanceMessage message, EffectOutcome outcome, DateTimeOffset now) =>
        Settle(conversation, message, outcome, now + world.ConfirmationTakes);

    /// <summary>The outcome of an effect is known at that time.</summary>
    public void Settle(string conversation, Effect effect, EffectOutcome outcome, DateTimeOffset at) =>
        agenda.Add(at, new ResultArrival(conversation, effect.Key, outcome));

    private void Settle(string conversation, Effect effect, FunctionScriptAnswer answer, DateTimeOffset now) =>
        Settle(conversation, effect, answer.Outcome, now + answer.Takes);

    private void Call(string conversation, HttpIntegration call, DateTimeOffset now)
    {
        var answer = world.Integrations.Answer(call, NextCall(call.Name));
        if (answer.Takes is { } takes && takes <= call.Timeout) Settle(conversation, call, ResponseMapping.Outcome(call, answer.Status, answer.Body), now + takes);
        else Settle(conversation, call, ResponseMapping.TimedOut(call), now + call.Timeout);
    }

    private void Ask(string conversation, BotRequest request, DateTimeOffset now)
    {
        var turn = world.Bots.Answer(request, NextCall(request.Bot));
        foreach (var said in turn.Says)
        {
            agenda.Add(now + said.After, new HearArrival(conversation, new HearBot { Bot = request.Bot, Activities = [said.AnswerTo(request.ActivityId)] }));
        }
        if (turn.Takes is not { } takes) return;
        var outcome = turn.Fault is { } fault ? EffectOutcome.Failed(fault, "The scenario says so.") : EffectOutcome.Done with { Status = 200 };
        Settle(conversation, request, outcome, now + takes);
    }

    private void Ask(string conversation, EventNotice notice, Account account, DateTimeOffset now)
    {
        var route = account.FunctionRoutes.First(r => r.Event == notice.MessagingEvent && r.Serves(notice.SkillId));
        Settle(conversation, notice, world.Functions.Answer(notice, route.Id, NextCall(route.Id)), now);
    }

    private int NextCall(string name) => _calls[name] = _calls.GetValueOrDefault(name) + 1;
}
