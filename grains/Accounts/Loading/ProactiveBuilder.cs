using System.Collections.Immutable;
using Conversations.Accounts.Schema;
using Conversations.Flows;

namespace Conversations.Accounts.Loading;

/// <summary>Proactive messages, each with a time of its own.</summary>
internal sealed class ProactiveBuilder(TextBuilder texts, FileProblems problems)
{
    /// <summary>In the order of their times.</summary>
    public ImmutableArray<ProactiveMessage> Build(IReadOnlyList<ProactiveMessageDocument> messages)
    {
        var lines = new Dictionary<int, int>();
        foreach (var message in messages)
        {
            if (message.TriggerTimeSeconds is { } seconds && !lines.TryAdd(seconds, message.Line))
            {
                problems.Error(
                    message.LineOf("triggerTimeSeconds"),
                    $"the trigger time {seconds} is taken in line {lines[seconds]}; give each proactive message its own");
            }
        }

        return
        [
            .. messages
                .Select(m => new ProactiveMessage { After = TimeSpan.FromSeconds(m.TriggerTimeSeconds ?? 1), Text = texts.Build(m.Message) })
                .OrderBy(m => m.After),
        ];
    }
}
