using Conversations.Bots;

namespace Conversations.Cli.BotCheck.Examining;

/// <summary>Whether the bot answers, how fast, and how often.</summary>
internal static class AnswerFindings
{
    public static IEnumerable<Finding> Of(Exchanges exchanges) =>
        Start(exchanges).Concat(InTime(exchanges)).Concat(Missing(exchanges)).Concat(Late(exchanges)).Concat(Empty(exchanges))
            .Concat(AfterResponse(exchanges)).Concat(Twice(exchanges)).Concat(SameId(exchanges)).Concat(TooMany(exchanges));

    private static IEnumerable<Finding> Start(Exchanges exchanges)
    {
        if (exchanges.For(Purpose.Start).FirstOrDefault() is not { Request.IsTaken: true } start) yield break;
        if (start.First is not null)
        {
            yield return new Finding(Findings.Welcome, Grade.Good, $"It greets a new conversation after {Wording.Took(start.Took!.Value)}.", "Consumers see the greeting first.");
        }
        else if (exchanges.Settings.Type == ConversationType.Messaging)
        {
            yield return new Finding(Findings.SilentStart, Grade.Note, "It says nothing when a conversation begins.", "Consumers see nothing until they have said something.");
        }
    }

    private static IEnumerable<Finding> InTime(Exchanges exchanges)
    {
        var said = exchanges.For(Purpose.Message, Purpose.Burst).ToList();
        if (said.Count == 0 || !said.TrueForAll(x => x.IsInTime(exchanges.Settings))) yield break;
        var times = said.Select(x => x.Took!.Value).Order().ToList();
        yield return new Finding(Findings.InTime, Grade.Good,
            said.Count == 1 ? $"It answered the message in time, after {Wording.Took(times[0])}."
                : $"It answered each of {said.Count} messages in time: median {Wording.Took(times[times.Count / 2])}, slowest {Wording.Took(times[^1])}.",
            $"No turn reaches the end of the bot's time, {exchanges.Settings.Timeout.TotalSeconds:0.###} s.")
        {
            Evidence = Wording.Evidence(said.Select(x => $"{Wording.Name(x.Request)}: {Wording.Took(x.Took!.Value)}")),
        };
    }

    private static IEnumerable<Finding> Missing(Exchanges exchanges) => Bad(Findings.NoAnswer,
        exchanges.ToBeAnswered.Where(x => x.Request.IsTaken && x.Heard.All(a => a.Reading.IsSilent)), "was taken and never answered", "were taken and never answered",
        "Consumers wait until the bot's time is over; then the conversation escalates.");

    private static IEnumerable<Finding> Late(Exchanges exchanges) => Bad(Findings.Late,
        exchanges.ToBeAnswered.Where(x => x.First is not null && !x.IsInTime(exchanges.Settings)), "was answered after the bot's time", "were answered after the bot's time",
        "The conversation has escalated by then; whether the answer is still shown is the bot's 'lateAnswers' in its YAML.",
        x => $"{Wording.Name(x.Request)}: {Wording.Took(x.Took!.Value)}");

    private static IEnumerable<Finding> Empty(Exchanges exchanges) => Bad(Findings.EmptyAnswer,
        exchanges.ToBeAnswered.Where(x => x.Request.IsTaken && x.First is null && x.Heard.Any(a => !a.Reading.IsSilent)),
        "was answered with nothing that can be said or carried out", "were answered with nothing that can be said or carried out",
        "The conversation escalates. An answer that is meant to be empty is a pure delay.");

    private static IEnumerable<Finding> AfterResponse(Exchanges exchanges)
    {
        var after = exchanges.ToBeAnswered.Where(x => x.Request.EndedAt is { } ended && x.IsInTime(exchanges.Settings) && x.First!.At > ended).ToList();
        if (after.Count == 0) yield break;
        yield return new Finding(Findings.AfterResponse, Grade.Warning, $"{Wording.Count(after.Count, "message was", "messages were")} answered after the HTTP response instead of before it.",
            "It is delivered, but where the answer ends can't be seen: the turn ends with its first activity, and with it the typing indicator.")
        {
            Evidence = Wording.Evidence(after.Select(x => $"{Wording.Name(x.Request)}: {Wording.Took(x.First!.At - x.Request.EndedAt!.Value)} after it")),
        };
    }

    private static IEnumerable<Finding> Twice(Exchanges exchanges)
    {
        var twice = exchanges.All.Where(x => Doubles(x).Any()).ToList();
        if (twice.Count == 0) yield break;
        yield return new Finding(Findings.Twice, Grade.Bad, $"{Wording.Count(twice.Count, "request")} got the same answer twice.",
            "Consumers see it twice: of two equal activities to a request that was sent once, a server can't tell that one is not meant.")
        {
            Evidence = Wording.Evidence(twice.SelectMany(x => Doubles(x).Select(a => $"{Wording.Name(x.Request)}: {Wording.Name(a)}"))),
        };
    }

    private static IEnumerable<SeenActivity> Doubles(Answers exchange) => exchange.Usable
        .Where(a => a.Reading.Actions.Any(action => action is not BotPause))
        .GroupBy(a => a.Reading.Fingerprint).SelectMany(same => same.Index().DistinctBy(Identity).Skip(1).Select(a => a.Item));

    // Each without an id is one of its own.
    private static (string? Id, int Place) Identity((int Index, SeenActivity Item) activity) =>
        activity.Item.Reading.Id is { Length: > 0 } id ? (id, 0) : (null, activity.Index);

    private static IEnumerable<Finding> SameId(Exchanges exchanges)
    {
        var again = exchanges.All.SelectMany(x => x.Usable.Where(a => a.Reading.Id is { Length: > 0 }).GroupBy(a => a.Reading.Id).SelectMany(g => g.Skip(1))).ToList();
        if (again.Count == 0) yield break;
        yield return new Finding(Findings.SameId, Grade.Warning, $"{Wording.Count(again.Count, "activity", "activities")} came again under the same id.",
            "A server takes an id once; different activities under one id would be lost.")
        {
            Evidence = Wording.Evidence(again),
        };
    }

    private static IEnumerable<Finding> TooMany(Exchanges exchanges)
    {
        var flooded = exchanges.All.Where(x => x.Heard.Count(a => !a.Reading.IsSilent) > CheckLimits.MostActivities).ToList();
        if (flooded.Count == 0 && exchanges.Unasked.Count <= CheckLimits.MostActivities && exchanges.Seen.Uncounted == 0) yield break;
        yield return new Finding(Findings.TooManyActivities, Grade.Bad, $"It sent {exchanges.Seen.Activities.Length + exchanges.Seen.Uncounted} activities, more than {CheckLimits.MostActivities} at a time.",
            $"A server takes {CheckLimits.MostActivities} as the answer to one request and refuses what follows.")
        {
            Evidence = Wording.Evidence(flooded),
        };
    }

    private static IEnumerable<Finding> Bad(string word, IEnumerable<Answers> exchanges, string one, string many, string meaning, Func<Answers, string>? evidence = null)
    {
        var found = exchanges.ToList();
        if (found.Count == 0) yield break;
        yield return new Finding(word, Grade.Bad, found.Count == 1 ? $"1 request {one}." : $"{found.Count} requests {many}.", meaning)
        {
            Evidence = evidence is null ? Wording.Evidence(found) : Wording.Evidence(found.Select(evidence)),
        };
    }
}
