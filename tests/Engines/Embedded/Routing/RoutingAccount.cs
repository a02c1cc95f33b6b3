using System.Collections.Immutable;
using Conversations.Accounts;
using Conversations.Routing;
using Conversations.Tests.Conversing;

namespace Conversations.Tests.Engines.Embedded.Routing;

/// <summary>Skills that are assigned, one that is accepted by hand, and agents with room for one to four.</summary>
internal static class RoutingAccount
{
    public const string ByHand = "byhand";
    private static readonly string[] Automatic = ["sales", "support"];

    public static Account Random(Random random)
    {
        var agents = Enumerable.Range(1, random.Next(3, 9)).Select(i => new AgentProfile
        {
            Id = $"agent{i}", Capacity = random.Next(1, 5), Skills = Skills(random, i),
        });
        return Talk.Account() with
        {
            Skills = Skill.Plain(ServiceRules.Default, Automatic)
                .Add(ByHand, new Skill { Id = ByHand, AssignsAutomatically = false, Rules = ServiceRules.Default }),
            Agents = agents.ToImmutableDictionary(a => a.Id, StringComparer.Ordinal),
        };
    }

    // The first has every skill, so that there is somebody for everybody.
    private static ImmutableArray<string> Skills(Random random, int agent) => agent is 1
        ? [.. Automatic, ByHand]
        : [Automatic[random.Next(2)], .. random.Next(2) == 0 ? new[] { ByHand } : []];
}
