using System.Collections.Immutable;
using Conversations.Accounts.Schema;
using Conversations.Flows;

namespace Conversations.Accounts.Loading;

/// <summary>A step with its triggers, actions and proactive messages.</summary>
internal sealed class StepBuilder(ActionBuilder actions, TextBuilder texts, FileProblems problems)
{
    private readonly TriggerBuilder _triggers = new(problems);

    public FlowStep Build(StepDocument step)
    {
        var name = step.Name ?? "";
        CheckSomethingToDo(step);
        CheckActionCount(step);
        return new()
        {
            Name = name,
            Triggers = [.. (step.Triggers ?? []).Select(t => _triggers.Build(t, name)).OfType<Trigger>()],
            PreActions = actions.Build(step.PreActions, name),
            Message = step.Message is null ? null : texts.Build(step.Message),
            PostActions = actions.Build(step.PostActions, name),
            ProactiveMessages = BuildProactive(step),
        };
    }

    private void CheckSomethingToDo(StepDocument step)
    {
        if (step is { Message: null, PreActions: null or [], PostActions: null or [] })
        {
            problems.Error(step.Line, $"the step '{step.Name}' does nothing; give it a message, preActions or postActions");
        }
    }

    private void CheckActionCount(StepDocument step)
    {
        var count = Actions.All(step).Count();
        if (count > AccountLimits.ActionsPerStep)
        {
            problems.Error(step.Line, $"the step '{step.Name}' has {count} actions; write at most {AccountLimits.ActionsPerStep}, branches included");
        }
    }

    private ImmutableArray<ProactiveMessage> BuildProactive(StepDocument step)
    {
        var messages = step.ProactiveMessages ?? [];
        if (messages.Count > 0 && !Actions.All(step).Any(a => a.Integration is not null))
        {
            problems.Error(
                step.LineOf("proactiveMessages"),
                $"the step '{step.Name}' has no integration, so nothing takes long in it; add an integration or remove 'proactiveMessages'");
        }

        return new ProactiveBuilder(texts, problems).Build(messages);
    }
}
