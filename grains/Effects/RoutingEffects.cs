using Conversations.Routing;
using Microsoft.Extensions.Logging;

namespace Conversations.Effects;

/// <summary>What queues and agents are told and asked for a conversation. Repeating any of it is harmless.</summary>
internal readonly partial struct RoutingEffects(IGrainFactory grains, ILogger log)
{
    private static readonly EffectOutcome Done = new() { Succeeded = true };

    public async Task<EffectOutcome> Enqueue(ConversationKey conversation, QueueNotice notice)
    {
        await grains.GetGrain<ISkillQueueGrain>(RoutingKey.Text(conversation.Account, notice.SkillId)).Enqueue(conversation.Conversation);
        return Done;
    }

    public async Task<EffectOutcome> Release(ConversationKey conversation, AgentRelease release)
    {
        await Agent(conversation, release.AgentId).Release(conversation.Conversation, null);
        return Done;
    }

    public async Task<EffectOutcome> Propose(ConversationKey conversation, AgentProposal proposal)
    {
        if (await Agent(conversation, proposal.AgentId).Reserve(conversation.Conversation, transfer: true) is not null) return Done;
        return new EffectOutcome
        {
            Succeeded = false,
            Error = RefusalCodes.AgentUnavailable,
            Detail = $"The agent '{proposal.AgentId}' is away, has no room or is unknown.",
        };
    }

    private IAgentGrain Agent(ConversationKey conversation, string agent) => grains.GetGrain<IAgentGrain>(RoutingKey.Text(conversation.Account, agent));
}
