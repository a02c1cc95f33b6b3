using Conversations.Bots;

namespace Conversations.Cli.BotCheck.Examining;

/// <summary>What the bot can do, and what the account must have for it.</summary>
internal static class AbilityFindings
{
    public static IEnumerable<Finding> Of(Exchanges exchanges) => Events(exchanges).Concat(ExpectReplies(exchanges)).Concat(Needs(exchanges.Seen.Activities));

    private static IEnumerable<Finding> Events(Exchanges exchanges)
    {
        if (exchanges.For(Purpose.Event).FirstOrDefault() is not { Request.EndedAt: not null } told) yield break;
        if (!told.Request.IsTaken)
        {
            yield return new Finding(Findings.EventRefused, Grade.Warning, $"It fails on an event that it does not know: {told.Request.Status?.ToString() ?? told.Request.Detail ?? "no response"}.",
                "Events of the consumer's client are tried again, at most twice, and then left; the conversation goes on.");
        }
        else if (told.First is not null)
        {
            yield return new Finding(Findings.AnswersUnknownEvent, Grade.Note, "It answers an event that it does not know.", "Consumers see an answer to something that they did not say.")
            {
                Evidence = Wording.Evidence(told.Usable),
            };
        }
        else
        {
            yield return new Finding(Findings.UnknownEvent, Grade.Good, "It takes an event that it does not know, and says nothing.", "Events of the consumer's client do no harm.");
        }
    }

    private static IEnumerable<Finding> ExpectReplies(Exchanges exchanges)
    {
        var asked = exchanges.All.Where(x => x.Request.ExpectReplies && (Exchanges.NeedsAnswer(x.Request, exchanges.Settings) || x.Request.Purpose == Purpose.ExpectReplies)).ToList();
        var without = asked.Where(x => !x.Request.HeldActivities).ToList();
        if (asked.Count == 0) yield break;
        if (without.Count == 0)
        {
            yield return new Finding(Findings.ExpectReplies, Grade.Good, "It can answer in the HTTP response (expectReplies).", "It needs no way to the server, and an answer can't come late.");
            yield break;
        }
        var counts = exchanges.Settings.ExpectReplies;
        yield return new Finding(Findings.NoExpectReplies, counts ? Grade.Bad : Grade.Note,
            counts ? $"{Wording.Count(without.Count, "response holds", "responses hold")} no activities although replies were expected in it." : "It does not answer in the HTTP response when it is asked to (expectReplies).",
            counts ? "With 'expectReplies' in the bot's YAML its requests count as not answered unless it calls back." : "Leave 'expectReplies' off in the bot's YAML.")
        {
            Evidence = counts ? Wording.Evidence(without) : [],
        };
    }

    private static IEnumerable<Finding> Needs(IReadOnlyList<SeenActivity> activities)
    {
        var actions = activities.SelectMany(a => a.Reading.Actions).ToList();
        var lines = actions.OfType<BotLine>().ToList();
        return
        [
            .. Note(Findings.NeedsSkills, actions.OfType<BotTransfer>().Select(t => t.Skill), "It transfers to skills.", "The account needs skills of these names, or the conversation escalates."),
            .. Note(Findings.NeedsFunctions, actions.OfType<BotInvocation>().Select(i => i.Function), "It invokes functions.", "The account needs these functions, deployed."),
            .. Note(Findings.Closes, actions.OfType<BotClose>().Select(_ => "close"), "It closes the conversation.", "On a server nothing is said after it; the check went on."),
            .. Note(Findings.PrivateMessages, lines.Where(l => l.Audience == Audience.AgentsAndManagers).Select(l => Wording.Short(l.Text)), "It says things to agents alone.", "Consumers never see them."),
            .. Note(Findings.NeedsEncodedMetadata, lines.Where(l => l.EncodedMetadata is not null).Select(l => Wording.Short(l.Text)), "It sends encoded metadata.", "The account needs the feature for it, or these messages are dropped."),
        ];
    }

    private static IEnumerable<Finding> Note(string word, IEnumerable<string> names, string sentence, string meaning)
    {
        var distinct = names.Distinct(StringComparer.Ordinal).ToList();
        if (distinct.Count == 0) yield break;
        yield return new Finding(word, Grade.Note, sentence, meaning) { Evidence = distinct is ["close"] ? [] : Wording.Evidence(distinct.Select(Wording.Short)) };
    }
}
