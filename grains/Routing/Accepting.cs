using Conversations.Accounts;

namespace Conversations.Routing;

/// <summary>Why an agent can't take a conversation by their own choice. Pure.</summary>
internal static class Accepting
{
    public static Refusal UnknownAgent(string agent) =>
        new() { Code = RefusalCodes.UnknownAgent, Detail = $"The account has no agent '{agent}'; GET agents lists them." };

    public static Refusal IsAway(AgentProfile agent) =>
        new() { Code = RefusalCodes.AgentUnavailable, Detail = $"The agent '{agent.Id}' is AWAY; set the presence to ONLINE or OCCUPIED first." };

    public static Refusal HasNoRoom(AgentProfile agent) =>
        new() { Code = RefusalCodes.AgentUnavailable, Detail = $"The agent '{agent.Id}' has as many conversations as fit ({agent.Capacity}); close or hand over one first." };

    /// <summary>What speaks against this conversation; null when nothing does that the conversation itself would not say.</summary>
    public static Refusal? Fault(AgentProfile agent, string conversation, ConversationView? view) => view switch
    {
        null => new() { Code = RefusalCodes.UnknownConversation, Detail = $"There is no conversation '{conversation}' in this account; list them with GET conversations." },
        { State: ConversationState.Open, Bot: null, SkillId: { } skill } when view.ProposedAgentId != agent.Id && view.AssignedAgentId != agent.Id && !agent.Skills.Contains(skill) =>
            new() { Code = RefusalCodes.InvalidField, Detail = $"'agentId' is '{agent.Id}', who does not have the skill '{skill}' of this conversation; transfer it to the agent instead." },
        _ => null,
    };
}
