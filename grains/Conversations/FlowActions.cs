using System.Collections.Immutable;
using Conversations.Flows;

namespace Conversations;

/// <summary>Whether the next action of a turn may follow at once.</summary>
internal enum Progress
{
    Continue,
    /// <summary>The turn waits, or is over.</summary>
    Stop,
}

/// <summary>Where a turn stands: what it knows, what comes after the action at hand, and its step if it has only just begun.</summary>
internal readonly record struct FlowPosition(Run Run, ImmutableArray<FlowAction> Remaining, FlowStep? Started);

/// <summary>What each kind of action does.</summary>
internal static class FlowActions
{
    public static Progress CarryOut(Deliberation d, FlowPosition at, FlowAction action) => action switch
    {
        SayAction say => Say(d, at, say),
        SetVariableAction set => Set(d, at, set),
        IntegrationAction call => Call(d, at, call),
        SendToChatInstanceAction send => Send(d, at, send),
        WaitAction wait => Wait(d, at, wait),
        TransferAction transfer => Once(d, at, "transfer", () => Transfers.Do(d, transfer.SkillId, null)),
        CloseAction => Once(d, at, "close", () => Closing.Do(d, CloseReason.Agent)),
        _ => throw new InvalidOperationException(
            $"The action {action.GetType().Name} has no rule. Add a line to {nameof(FlowActions)}.{nameof(CarryOut)}."),
    };

    private static Progress Say(Deliberation d, FlowPosition at, SayAction say)
    {
        var text = Fill(d, at.Run, TextOf(d, say.Text));
        if (text.Length == 0 || d.Bot is not { } bot) return Progress.Continue;
        d.Say(d.BotLine(bot, text, say.Audience) with
        {
            InReplyTo = at.Run.Message?.Seq, Turn = at.Run.Turn, Late = at.Run.Detached,
        });
        return Progress.Continue;
    }

    private static Progress Set(Deliberation d, FlowPosition at, SetVariableAction set)
    {
        var value = Fill(d, at.Run, set.Value);
        d.Raise(new VariablesSet { At = d.Now, Values = ImmutableDictionary<string, string>.Empty.Add(set.Name, value) });
        return Progress.Continue;
    }

    private static Progress Call(Deliberation d, FlowPosition at, IntegrationAction call)
    {
        var effect = new HttpIntegration
        {
            Key = d.NextEffectKey,
            Turn = at.Run.Turn,
            StartedAt = d.Now,
            Name = call.Name,
            Method = call.Method,
            Url = Fill(d, at.Run, call.Url, TemplateEncoding.Url),
            Headers = call.Headers.IsEmpty ? call.Headers : call.Headers.ToImmutableDictionary(h => h.Key, h => Fill(d, at.Run, h.Value, TemplateEncoding.Header)),
            Body = call.Body is { } body ? Fill(d, at.Run, body, TemplateEncoding.Json) : null,
            Timeout = call.Timeout,
            Result = call.Result,
        };
        return Await(d, at, effect, call.OnSuccess, call.OnFailure);
    }

    private static Progress Send(Deliberation d, FlowPosition at, SendToChatInstanceAction send)
    {
        var effect = new ChatInstanceMessage
        {
            Key = d.NextEffectKey,
            Turn = at.Run.Turn,
            StartedAt = d.Now,
            ChatInstanceId = Fill(d, at.Run, send.ChatInstanceId).Trim(),
            Text = Fill(d, at.Run, send.Message),
        };
        return Await(d, at, effect, send.OnSuccess, send.OnFailure);
    }

    private static Progress Await(
        Deliberation d, FlowPosition at, Effect effect, ImmutableArray<FlowAction> onSuccess, ImmutableArray<FlowAction> onFailure)
    {
        d.Raise(new EffectStarted { At = d.Now, Effect = effect });
        var works = effect is HttpIntegration || HasIntegration([.. onSuccess, .. onFailure, .. at.Remaining]);
        d.Raise(new RunSuspended
        {
            At = d.Now,
            Turn = at.Run.Turn,
            EffectKey = effect.Key,
            Remaining = at.Remaining,
            OnSuccess = onSuccess,
            OnFailure = onFailure,
            Planned = works ? Planned(d, at) : [],
        });
        return Progress.Stop;
    }

    private static Progress Wait(Deliberation d, FlowPosition at, WaitAction wait)
    {
        d.Raise(new RunSuspended
        {
            At = d.Now,
            Turn = at.Run.Turn,
            Until = d.Now + wait.Time,
            Remaining = at.Remaining,
            // Without an integration ahead the step has answered; no waiting message may follow the answer (SEED0).
            Planned = HasIntegration(at.Remaining) ? Planned(d, at) : [],
        });
        return Progress.Stop;
    }

    // A turn that was overtaken may not move a conversation that has gone on without it.
    private static Progress Once(Deliberation d, FlowPosition at, string name, Action act)
    {
        if (at.Run.Detached && d.State.LastTurn > at.Run.Turn)
        {
            d.Raise(new ActionRefused { At = d.Now, Turn = at.Run.Turn, Action = name, Reason = "turn_over" });
            return Progress.Continue;
        }
        act();
        return Progress.Stop;
    }

    // Times count from the start of the step, also when something was done before the integration (SEED0).
    private static ImmutableArray<PlannedMessage> Planned(Deliberation d, FlowPosition at)
    {
        if (at.Started is not { } step) return at.Run.Planned;
        var run = at.Run;
        return [.. step.ProactiveMessages.OrderBy(p => p.After).Select((p, index) => new PlannedMessage
        {
            Index = index, DueAt = d.Now + p.After, Text = Fill(d, run, TextOf(d, p.Text)),
        })];
    }

    private static bool HasIntegration(ImmutableArray<FlowAction> actions) => actions.Any(a => a switch
    {
        IntegrationAction => true,
        SendToChatInstanceAction send => HasIntegration(send.OnSuccess) || HasIntegration(send.OnFailure),
        _ => false,
    });

    private static string TextOf(Deliberation d, LocalizedText text) => text.In(d.State.Language, d.Account.DefaultLanguage);

    private static string Fill(Deliberation d, Run run, string template, TemplateEncoding encoding = TemplateEncoding.Plain) =>
        TextTemplate.Fill(template, name => Value(d, run, name), encoding);

    private static string? Value(Deliberation d, Run run, string name) =>
        run.Variables.GetValueOrDefault(name)
        ?? d.State.Variables.GetValueOrDefault(name)
        ?? (name.StartsWith("$env.", StringComparison.Ordinal) ? d.Bot?.Environment.GetValueOrDefault(name[5..]) : null)
        ?? BuiltInVariables.Find(d.State, run, name);
}
