using System.Collections.Immutable;
using Conversations.Accounts.Schema;
using Conversations.AutomaticMessages;
using Conversations.Flows;
using Messages = System.Collections.Immutable.ImmutableDictionary<Conversations.AutomaticMessages.AutomaticMessageKind, Conversations.AutomaticMessages.AutomaticMessage>;

namespace Conversations.Accounts.Loading;

/// <summary>Automatic messages of the account, and of a skill over the account's.</summary>
internal sealed class AutomaticMessageBuilder(AccountScope scope, FileProblems problems)
{
    private static readonly ImmutableArray<AutomaticMessageKind> Kinds = [.. Enum.GetValues<AutomaticMessageKind>()];

    /// <summary>Every kind's message, or none at all when the account has no such key.</summary>
    public Messages Account(AutomaticMessagesDocument? document) => document is null ? Messages.Empty : Kinds.ToImmutableDictionary(
        kind => kind,
        kind => Build(kind, document.Of(kind), AutomaticMessageDefaults.All[kind]) with { Enabled = document.Of(kind) is { } own ? own.Enabled ?? true : document.Defaults ?? true });

    /// <summary>The account's messages with what the skill says differently. A skill may have them where the account has none.</summary>
    public Messages Skill(AutomaticMessagesDocument? document, AutomaticMessagesDocument? account, Messages inherited) => document is null ? inherited : Kinds.ToImmutableDictionary(
        kind => kind,
        kind => Build(kind, document.Of(kind), inherited.GetValueOrDefault(kind) ?? AutomaticMessageDefaults.All[kind]) with { Enabled = IsEnabled(kind, document, account) });

    /// <summary>What is said of the message itself comes first, the skill's word before the account's; then what is said of those not listed.</summary>
    private static bool IsEnabled(AutomaticMessageKind kind, AutomaticMessagesDocument skill, AutomaticMessagesDocument? account) =>
        skill.Of(kind)?.Enabled ?? (skill.Of(kind), skill.Defaults, account?.Of(kind)) switch
        {
            (null, { } defaults, _) => defaults,
            (_, _, { } listed) => listed.Enabled ?? true,
            // Listing a message is what switches it on where those that are not listed are off.
            ({ }, _, null) => true,
            (null, null, null) => account?.Defaults ?? true,
        };

    private AutomaticMessage Build(AutomaticMessageKind kind, AutomaticMessageDocument? own, AutomaticMessage inherited)
    {
        if (own?.Text is not { } text)
        {
            return inherited;
        }

        var given = text.Texts.Where(t => !string.IsNullOrWhiteSpace(t.Value)).ToDictionary(StringComparer.Ordinal);
        if (given.Count is 0)
        {
            return inherited;
        }

        foreach (var (language, _) in text.Texts.Where(t => !given.ContainsKey(t.Key)))
        {
            // What stands behind an empty one was checked where it was written.
            given[language] = inherited.Text.In(language, scope.DefaultLanguage);
        }

        var check = new MessageTextCheck(kind);
        return inherited with { Text = new TextBuilder(scope, check, problems).Build(text with { Texts = given }) };
    }

    /// <summary>What may stand in the text of a kind.</summary>
    private sealed class MessageTextCheck(AutomaticMessageKind kind) : ITextCheck
    {
        public void CheckText(string text, int line, FileProblems problems)
        {
            if (text.AsSpan().IndexOfAny("<>\\\r\n") is var at and >= 0)
            {
                var what = text[at] is '\r' or '\n' ? "a line break" : $"'{text[at]}'";
                problems.Error(line, $"{what} may keep the message from being sent; write the text without '<', '>', '\\' and line breaks");
            }

            if (TextTemplate.Flaw(text) is { } flaw)
            {
                problems.Error(line, flaw);
            }

            var known = MessageText.VariablesOf(kind);
            foreach (var name in TextTemplate.Names(text).Where(n => !known.Contains(n)))
            {
                problems.Error(line, $"{{{name}}} is no variable of '{AutomaticMessagesDocument.KeyOf(kind)}'; known: {string.Join(", ", known.Select(k => $"{{{k}}}"))}");
            }
        }
    }
}
