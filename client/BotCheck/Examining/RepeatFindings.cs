using Conversations.Bots;

namespace Conversations.Cli.BotCheck.Examining;

/// <summary>How the bot copes with what is told twice, and with several messages at once.</summary>
internal static class RepeatFindings
{
    public static IEnumerable<Finding> Of(Exchanges exchanges) => Repeat(exchanges).Concat(Order(exchanges));

    private static IEnumerable<Finding> Repeat(Exchanges exchanges)
    {
        if (exchanges.For(Purpose.Repeat).FirstOrDefault() is not { Request.IsTaken: true } repeat) yield break;
        var said = repeat.Usable.Where(a => a.Reading.Actions.Any(action => action is not BotPause)).ToList();
        if (said.Count == 0)
        {
            yield return new Finding(Findings.Once, Grade.Good, "It does not answer the same request a second time.", "When a request has to be sent again, nothing is said twice.");
            yield break;
        }
        var before = exchanges.All.First(x => x.Request.ActivityId == repeat.Request.ActivityId).Usable.Select(a => a.Reading.Fingerprint).ToHashSet(StringComparer.Ordinal);
        var differs = said.Any(a => !before.Contains(a.Reading.Fingerprint));
        yield return new Finding(Findings.RepeatsAnswer, Grade.Warning,
            $"It answered the same request, with the same activity id, again{(differs ? ", and differently" : "")}.",
            differs ? "When a request has to be sent again, consumers may see both answers." : "When a request has to be sent again, a server takes the equal answer once.")
        {
            Evidence = Wording.Evidence(said),
        };
    }

    private static IEnumerable<Finding> Order(Exchanges exchanges)
    {
        var burst = exchanges.For(Purpose.Burst).ToList();
        if (burst.Count < 2 || !burst.TrueForAll(x => x.First is not null)) yield break;
        var heard = burst.SelectMany((x, place) => x.Usable.Select(a => (a.At, Place: place))).OrderBy(a => a.At).Select(a => a.Place).ToList();
        if (heard.SequenceEqual(heard.Order()))
        {
            yield return new Finding(Findings.InOrder, Grade.Good, $"{burst.Count} messages in quick succession were answered in their order.", "Consumers can type ahead.");
            yield break;
        }
        yield return new Finding(Findings.OutOfOrder, Grade.Warning, $"{burst.Count} messages in quick succession were answered in the order {string.Join(", ", heard.Select(place => $"{place + 1}"))}.",
            "What a bot says is shown in the order in which it says it, so answers may stand below the wrong message. Leave 'interruptions' at ignore or queue: then the bot is asked one message at a time.");
    }
}
