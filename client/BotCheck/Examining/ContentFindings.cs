using Conversations.Bots;

namespace Conversations.Cli.BotCheck.Examining;

/// <summary>What a server would refuse of the bot's activities, and what it would escalate for.</summary>
internal static class ContentFindings
{
    public static IEnumerable<Finding> Of(Exchanges exchanges)
    {
        var activities = exchanges.Seen.Activities;
        return Untyped(activities).Concat(Refused(activities)).Concat(Escalating(activities)).Concat(Typing(exchanges));
    }

    private static IEnumerable<Finding> Untyped(IEnumerable<SeenActivity> activities)
    {
        var untyped = activities.Where(a => a.IsUntyped).ToList();
        if (untyped.Count == 0) yield break;
        yield return new Finding(Findings.UntypedActivity, Grade.Bad, $"{Wording.Count(untyped.Count, "activity has", "activities have")} no type.", "Nothing of such an activity is shown.")
        {
            Evidence = Wording.Evidence(untyped),
        };
    }

    private static IEnumerable<Finding> Refused(IEnumerable<SeenActivity> activities) => activities
        .Where(a => !a.IsUntyped)
        .SelectMany(a => a.Reading.Refusals.Select(refusal => (Activity: a, Refusal: refusal)))
        .GroupBy(r => r.Refusal.Reason, StringComparer.Ordinal)
        .Select(same => new Finding(same.Key, Grade.Bad, Sentence($"{same.First().Refusal.Part}: {same.First().Refusal.Detail}"), "A server records this part and does not carry it out.")
        {
            Evidence = Wording.Evidence(same.Select(r => $"{r.Refusal.Part} of {Wording.Name(r.Activity)}")),
        });

    private static IEnumerable<Finding> Escalating(IEnumerable<SeenActivity> activities) => activities
        .SelectMany(a => a.Reading.Actions.OfType<BotEscalation>().Select(escalation => (Activity: a, Escalation: escalation)))
        .GroupBy(e => e.Escalation.Reason, StringComparer.Ordinal)
        .Select(same => new Finding(same.Key, Grade.Bad, Sentence(same.First().Escalation.Detail), "The conversation escalates: people take over.")
        {
            Evidence = Wording.Evidence(same.Select(e => Wording.Name(e.Activity))),
        });

    private static IEnumerable<Finding> Typing(Exchanges exchanges)
    {
        var vain = exchanges.All.Where(x => x.Heard.LastOrDefault(a => a.IsTyping) is { } typing && !x.Usable.Any(a => a.At >= typing.At)).ToList();
        if (vain.Count > 0)
        {
            yield return new Finding(Findings.TypingWithoutMessage, Grade.Warning, $"{Wording.Count(vain.Count, "request")} got a typing indicator that no message followed.",
                "What it announced does not come. Consumers see a server's own typing indicator, until the bot speaks or its time is over.")
            {
                Evidence = Wording.Evidence(vain),
            };
        }
        if (exchanges.Seen.Activities.Count(a => a is { IsTyping: true, IsStreamed: true }) is > 0 and var parts)
        {
            yield return new Finding(Findings.StreamsTyping, Grade.Note, $"It streams: {Wording.Count(parts, "part of an answer", "parts of answers")} came as typing.",
                "Consumers see the whole message at its end; the parts are not shown.");
        }
    }

    private static string Sentence(string detail) => Terminal.Printable.Of(detail).Replace('\n', ' ') is var line && line.EndsWith('.') ? line : line + ".";
}
