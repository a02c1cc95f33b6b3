using Conversations.Flows;

namespace Conversations.AutomaticMessages;

/// <summary>An automatic message, ready to be said.</summary>
/// <param name="Text">Language chosen, variables filled in.</param>
/// <param name="Until">Not to be said after this time, which its text counts down to; null: whenever.</param>
internal sealed record ChosenMessage(string Text, DateTimeOffset? Until);

/// <summary>Which automatic message is said, if any: the skill's, in the conversation's language. Source: SEED2.</summary>
internal static class MessageChoice
{
    /// <summary>Null: the feature or the message is off, or it would name a period that is over.</summary>
    public static ChosenMessage? For(Deliberation d, AutomaticMessageKind kind, Participant? agent)
    {
        if (!d.Rules.Messages.TryGetValue(kind, out var message) || !message.Enabled) return null;
        var due = d.State.Service.EffectiveTtr;
        // Marking as urgent is answered only while an agent is awaited in time.
        if (kind is AutomaticMessageKind.MarkedUrgent or AutomaticMessageKind.NoLongerUrgent && !(due > d.Now)) return null;
        var template = message.Text.In(d.State.Language, d.Account.DefaultLanguage);
        var counts = template.Contains($"{{{MessageText.ExpectedResponseTime}}}", StringComparison.Ordinal);
        if (counts && !(due > d.Now)) return null;
        var text = TextTemplate.Fill(template, name => Value(d, agent, name), TemplateEncoding.Plain);
        return string.IsNullOrWhiteSpace(text) ? null : new ChosenMessage(text, counts ? due : null);
    }

    private static string? Value(Deliberation d, Participant? agent, string name) => name switch
    {
        MessageText.ExpectedResponseTime => MessageText.Period(d.State.Service.EffectiveTtr!.Value - d.Now, d.State.Language),
        MessageText.AgentNickname => agent?.Name ?? agent?.Id,
        "consumerName" => d.State.Consumer?.Name,
        "conversationId" => d.State.Key.Conversation,
        "skillName" => d.State.SkillId is { } skill ? d.Account.Skills.GetValueOrDefault(skill)?.Name ?? skill : null,
        _ => d.State.Variables.GetValueOrDefault(name),
    };
}
