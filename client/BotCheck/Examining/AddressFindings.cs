namespace Conversations.Cli.BotCheck.Examining;

/// <summary>Whether what the bot says can be matched to what it was asked.</summary>
internal static class AddressFindings
{
    public static IEnumerable<Finding> Of(Exchanges exchanges) =>
        Nameless(exchanges).Concat(Misnamed(exchanges)).Concat(Named(exchanges)).Concat(Unasked(exchanges)).Concat(Ids(exchanges)).Concat(ServicePaths(exchanges)).Concat(ForeignServiceUrls(exchanges)).Concat(Calls(exchanges));

    private static IEnumerable<Finding> Nameless(Exchanges exchanges)
    {
        var missing = exchanges.Nameless.Concat(exchanges.Lost).OrderBy(a => a.At).ToList();
        if (missing.Count == 0) yield break;
        var lost = exchanges.Lost.Count > 0;
        yield return new Finding(Findings.MissingReplyToId, lost ? Grade.Bad : Grade.Warning, $"{Wording.Count(missing.Count, "answer has", "answers have")} no replyToId.",
            lost ? "After the HTTP response, or with several requests on their way, such an activity belongs to none: it is refused unless 'proactive' is set for the bot, and the request counts as not answered."
                : "It is taken for the one request that is on its way; as soon as there are two, or the HTTP response was faster, it is lost.")
        {
            Evidence = Wording.Evidence(missing),
        };
    }

    private static IEnumerable<Finding> Misnamed(Exchanges exchanges)
    {
        var misnamed = exchanges.Misnamed.Where(a => !exchanges.IsBroken(a)).ToList();
        if (misnamed.Count == 0) yield break;
        yield return new Finding(Findings.UnknownReplyToId, Grade.Bad, $"{Wording.Count(misnamed.Count, "activity replies", "activities reply")} to something that is no request.",
            "It belongs to no request: it is refused unless 'proactive' is set for the bot, and the request counts as not answered.")
        {
            Evidence = Wording.Evidence(misnamed.Select(a => $"{Wording.Name(a)}: \"{Wording.Short(a.ReplyTo)}\"")),
        };
    }

    private static IEnumerable<Finding> Named(Exchanges exchanges)
    {
        if (exchanges.Nameless.Count > 0 || exchanges.Lost.Count > 0 || exchanges.Misnamed.Count > 0) yield break;
        if (!exchanges.All.Any(x => x.First is { InResponseTo: null, ReplyTo: not null })) yield break;
        yield return new Finding(Findings.ReplyToId, Grade.Good, "Each answer names its request.", "Answers are matched to their requests, late ones as well.");
    }

    private static IEnumerable<Finding> Unasked(Exchanges exchanges)
    {
        if (exchanges.Unasked.Count == 0) yield break;
        yield return new Finding(Findings.Unasked, Grade.Warning, $"It said something unasked, {Wording.Count(exchanges.Unasked.Count, "time")}.",
            "Consumers see it only when 'proactive' is set for the bot.")
        {
            Evidence = Wording.Evidence(exchanges.Unasked),
        };
    }

    private static IEnumerable<Finding> Ids(Exchanges exchanges)
    {
        var broken = exchanges.Seen.Strays.Where(s => s.Kind == StrayKind.UnknownConversation).Select(s => s.Call)
            .Concat(exchanges.Misnamed.Where(exchanges.IsBroken).Select(a => $"{Wording.Name(a)}: \"{Wording.Short(a.PathReplyTo)}\"")).ToList();
        if (broken.Count > 0)
        {
            yield return new Finding(Findings.BrokenIds, Grade.Bad, $"{Wording.Count(broken.Count, "call names", "calls name")} a conversation or an activity that there is not.",
                "What it says there is lost. Ids hold characters such as '|': they have to come back whole, percent-encoded once.")
            {
                Evidence = Wording.Evidence(broken),
            };
        }
        else if (exchanges.Seen.Activities.Any(a => a.PathReplyTo is not null))
        {
            yield return new Finding(Findings.Ids, Grade.Good, "Ids with '|' come back whole.", "What it says reaches its conversation.");
        }
    }

    private static IEnumerable<Finding> ServicePaths(Exchanges exchanges)
    {
        var outside = exchanges.Seen.Strays.Where(s => s.Kind == StrayKind.OutsideServiceUrl).ToList();
        if (outside.Count > 0)
        {
            yield return new Finding(Findings.BrokenServiceUrl, Grade.Bad, $"{Wording.Count(outside.Count, "call leaves", "calls leave")} out the path of the serviceUrl.",
                $"What it says there is lost. A serviceUrl has a path, here {new Uri(exchanges.Seen.ServiceUrl).AbsolutePath}, and the Bot Connector's routes begin below it.")
            {
                Evidence = Wording.Evidence(outside.Select(s => s.Call)),
            };
        }
    }

    private static IEnumerable<Finding> ForeignServiceUrls(Exchanges exchanges)
    {
        var foreign = exchanges.Seen.Activities.Where(a => a.ServiceUrl is { Length: > 0 } url && !IsOwn(url, exchanges.Seen.ServiceUrl)).ToList();
        if (foreign.Count == 0) yield break;
        yield return new Finding(Findings.ForeignServiceUrl, Grade.Warning, $"{Wording.Count(foreign.Count, "activity names", "activities name")} somebody else's serviceUrl.",
            "Nobody follows it; what the bot is asked always comes from the same server.")
        {
            Evidence = Wording.Evidence(foreign.Select(a => $"{Wording.Name(a)}: {Wording.Short(a.ServiceUrl)}")),
        };
    }

    private static IEnumerable<Finding> Calls(Exchanges exchanges)
    {
        var unknown = exchanges.Seen.Strays.Where(s => s.Kind is StrayKind.UnknownRoute or StrayKind.TooLarge).ToList();
        if (unknown.Count > 0)
        {
            yield return new Finding(Findings.UnknownCall, Grade.Warning, $"{Wording.Count(unknown.Count, "call")} could not be taken: a route that there is not, or a body above 256 KB.", "What the bot wanted with it does not happen.")
            {
                Evidence = Wording.Evidence(unknown.Select(s => s.Call)),
            };
        }
        var changes = exchanges.Seen.Strays.Where(s => s.Kind == StrayKind.Change).ToList();
        if (changes.Count > 0)
        {
            yield return new Finding(Findings.ChangesActivities, Grade.Note, $"It wants to change or delete what it said, {Wording.Count(changes.Count, "time")}.", "That is refused: what consumers were shown stays.")
            {
                Evidence = Wording.Evidence(changes.Select(s => s.Call)),
            };
        }
    }

    private static bool IsOwn(string url, string own) => url.TrimEnd('/').Equals(own.TrimEnd('/'), StringComparison.OrdinalIgnoreCase);
}
