using System.Collections.Immutable;
using Conversations.Accounts.Schema;
using Conversations.Routing;

namespace Conversations.Accounts.Loading;

/// <summary>The skills of an account, and the agents who serve them.</summary>
internal sealed class SkillBuilder(AccountScope scope, AccountDocuments documents, Sheet<AccountDocument> sheet)
{
    public ImmutableDictionary<string, Skill> Build(ServiceRulesBuilder rules, ServiceRules inherited)
    {
        var skills = ImmutableDictionary.CreateBuilder<string, Skill>(StringComparer.Ordinal);
        foreach (var skill in (sheet.Document.Skills ?? []).Where(s => s.Id is { Length: > 0 }))
        {
            CheckBot(skill);
            // A second one of the same id is told where ids are gathered.
            skills.TryAdd(skill.Id!, new()
            {
                Id = skill.Id!,
                Name = skill.Name,
                Bot = skill.Bot,
                AssignsAutomatically = skill.Assignment is not "manual",
                Rules = rules.Skill(skill, sheet.Document, inherited),
            });
        }

        return skills.ToImmutable();
    }

    public ImmutableDictionary<string, AgentProfile> BuildAgents()
    {
        var agents = ImmutableDictionary.CreateBuilder<string, AgentProfile>(StringComparer.Ordinal);
        foreach (var agent in (sheet.Document.Agents ?? []).Where(a => a.Id is { Length: > 0 }))
        {
            for (var i = 0; i < (agent.Skills?.Count ?? 0); i++)
            {
                scope.CheckSkill(agent.Skills![i], agent.LineOf("skills", i), sheet.Problems);
            }

            var profile = new AgentProfile { Id = agent.Id!, Nickname = agent.Nickname, Skills = [.. (agent.Skills ?? []).Distinct()], Capacity = agent.Capacity ?? 3 };
            if (!agents.TryAdd(agent.Id!, profile))
            {
                sheet.Problems.Error(agent.LineOf("id"), $"'{agent.Id}' is in 'agents' twice; remove one");
            }
        }

        CheckServed(agents.Values);
        return agents.ToImmutable();
    }

    private void CheckBot(SkillDocument skill)
    {
        if (skill.Bot is { } bot && AccountPath.IsId(bot) && !documents.Has(FileKind.Bot, bot))
        {
            var advice = Nearest.Advice(bot, documents.Names(FileKind.Bot), $"write bots/{bot}.yaml or remove the key");
            sheet.Problems.Error(skill.LineOf("bot"), $"there is no bot '{bot}'; {advice}");
        }
    }

    /// <summary>An account that names its agents has some for every skill; one that names none has them elsewhere, or not yet.</summary>
    private void CheckServed(IEnumerable<AgentProfile> agents)
    {
        var served = agents.SelectMany(a => a.Skills).ToHashSet(StringComparer.Ordinal);
        foreach (var skill in (sheet.Document.Skills ?? []).Where(s => served.Count > 0 && s is { Bot: null, Id.Length: > 0 } && !served.Contains(s.Id)))
        {
            sheet.Problems.Warning(skill.LineOf("id"), $"no agent and no bot serves the skill '{skill.Id}', so its conversations wait; give an agent the skill, or the skill a bot");
        }
    }
}
