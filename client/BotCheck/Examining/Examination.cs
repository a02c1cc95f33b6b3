using System.Collections.Immutable;

namespace Conversations.Cli.BotCheck.Examining;

/// <summary>What is to be said of a bot, from what was seen of it. Pure.</summary>
internal static class Examination
{
    /// <summary>The worst first; within a grade in the order of the check.</summary>
    public static ImmutableArray<Finding> Of(Observations seen)
    {
        var exchanges = new Exchanges(seen);
        return
        [
            .. RequestFindings.Of(exchanges)
                .Concat(AnswerFindings.Of(exchanges))
                .Concat(RepeatFindings.Of(exchanges))
                .Concat(AddressFindings.Of(exchanges))
                .Concat(ContentFindings.Of(exchanges))
                .Concat(AbilityFindings.Of(exchanges))
                .GroupBy(f => f.Word, StringComparer.Ordinal).Select(same => same.Aggregate(Together))
                .OrderByDescending(f => f.Grade),
        ];
    }

    // An empty answer, for example, is found of a request and of an activity.
    private static Finding Together(Finding one, Finding other) => one with
    {
        Grade = one.Grade > other.Grade ? one.Grade : other.Grade,
        Evidence = [.. one.Evidence, .. other.Evidence.Except(one.Evidence)],
    };

    /// <summary>The worst grade.</summary>
    public static Grade Verdict(IEnumerable<Finding> findings) => findings.Select(f => f.Grade).DefaultIfEmpty(Grade.Good).Max();
}
