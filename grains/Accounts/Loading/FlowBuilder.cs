using System.Collections.Immutable;
using Conversations.Accounts.Schema;
using Conversations.Flows;

namespace Conversations.Accounts.Loading;

/// <summary>A flow: its steps, which have names of their own and can all be reached.</summary>
internal sealed class FlowBuilder
{
    private readonly Sheet<FlowDocument> _sheet;
    private readonly FlowDocument _flow;
    private readonly FileProblems _problems;
    private readonly TextBuilder _texts;
    private readonly StepBuilder _steps;

    public FlowBuilder(Sheet<FlowDocument> sheet, FlowScope scope)
    {
        _sheet = sheet;
        _flow = sheet.Document;
        _problems = sheet.Problems;
        var templates = new TemplateCheck(scope);
        _texts = new(scope.Account, templates, _problems);
        _steps = new(new ActionBuilder(scope, templates, _texts, _problems), _texts, _problems);
    }

    public Flow Build()
    {
        CheckNames();
        CheckWelcome();
        CheckReachable();
        return new()
        {
            Name = _sheet.Id,
            Welcome = _flow.Welcome,
            Fallback = _texts.Build(_flow.Fallback),
            Steps = [.. (_flow.Steps ?? []).Select(_steps.Build)],
        };
    }

    private void CheckNames()
    {
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var step in (_flow.Steps ?? []).Where(s => !string.IsNullOrWhiteSpace(s.Name)))
        {
            if (!lines.TryAdd(step.Name!, step.LineOf("name")))
            {
                _problems.Error(step.LineOf("name"), $"the step '{step.Name}' is there twice, first in line {lines[step.Name!]}; give each its own name");
            }
        }
    }

    private void CheckWelcome()
    {
        var names = (_flow.Steps ?? []).Select(s => s.Name).OfType<string>().ToArray();
        if (_flow.Welcome is { } welcome && !names.Contains(welcome))
        {
            _problems.Error(_flow.LineOf("welcome"), $"there is no step '{welcome}'; {Nearest.Advice(welcome, names, "add it or remove the key")}");
        }
    }

    private void CheckReachable()
    {
        foreach (var step in (_flow.Steps ?? []).Where(s => s.Triggers is null or [] && (s.Name is null || s.Name != _flow.Welcome)))
        {
            _problems.Warning(step.Line, $"the step '{step.Name}' never runs: it has no triggers and is not the welcome step; add triggers");
        }
    }
}
