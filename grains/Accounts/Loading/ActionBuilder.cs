using System.Collections.Immutable;
using Conversations.Accounts.Schema;

namespace Conversations.Accounts.Loading;

/// <summary>Actions and their branches.</summary>
internal sealed class ActionBuilder(FlowScope scope, TemplateCheck templates, TextBuilder texts, FileProblems problems)
{
    private readonly IntegrationBuilder _integrations = new(scope, templates, problems);

    public ImmutableArray<FlowAction> Build(IReadOnlyList<ActionDocument>? actions, string step) => Build(actions, step, depth: 1);

    private ImmutableArray<FlowAction> Build(IReadOnlyList<ActionDocument>? actions, string step, int depth)
    {
        if (actions is null or [])
        {
            return [];
        }

        if (depth > AccountLimits.ActionDepth)
        {
            problems.Error(actions[0].Line, $"branches stand more than {AccountLimits.ActionDepth} deep in each other; move them into steps of their own");
            return [];
        }

        return [.. actions.Select(a => Build(a, step, depth)).OfType<FlowAction>()];
    }

    private FlowAction? Build(ActionDocument action, string step, int depth) => action switch
    {
        { Say: { } say } => new SayAction { Text = texts.Build(say.Text), Audience = AudienceOf(say.Audience) },
        { Integration: { } integration } => _integrations.Build(integration, step) with
        {
            OnSuccess = Build(integration.OnSuccess, step, depth + 1),
            OnFailure = Build(integration.OnFailure, step, depth + 1),
        },
        { SendToChatInstance: { } send } => BuildSend(send, step, depth),
        { SetVariable: { } set } => BuildSet(set),
        { Transfer: { } transfer } => BuildTransfer(transfer),
        { Close: not null } => new CloseAction(),
        { Wait: { } wait } => new WaitAction { Time = Seconds.ToTime(wait.Seconds ?? 1) },
        _ => null,
    };

    private SendToChatInstanceAction BuildSend(SendToChatInstanceDocument send, string step, int depth)
    {
        templates.Check(send.Message ?? "", TemplatePlace.Text, send.LineOf("message"), problems);
        templates.Check(send.ChatInstanceId ?? "", TemplatePlace.Text, send.LineOf("chatInstanceId"), problems);
        return new()
        {
            Message = send.Message ?? "",
            ChatInstanceId = send.ChatInstanceId ?? "",
            OnSuccess = Build(send.OnSuccess, step, depth + 1),
            OnFailure = Build(send.OnFailure, step, depth + 1),
        };
    }

    private SetVariableAction BuildSet(SetVariableDocument set)
    {
        templates.Check(set.Value ?? "", TemplatePlace.Text, set.LineOf("value"), problems);
        if (FlowVariables.BuiltIn.Contains(set.Name ?? ""))
        {
            VariableNames.Check(set.Name!, set.LineOf("name"), problems);
        }

        return new() { Name = set.Name ?? "", Value = set.Value ?? "" };
    }

    private TransferAction BuildTransfer(TransferDocument transfer)
    {
        scope.Account.CheckSkill(transfer.Skill, transfer.LineOf("skill"), problems);
        return new() { SkillId = transfer.Skill ?? "" };
    }

    private static Audience AudienceOf(string? audience) => audience is "AGENTS_AND_MANAGERS" ? Audience.AgentsAndManagers : Audience.All;
}
