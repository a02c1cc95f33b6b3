using Conversations.Bots;
using Conversations.Routing;

namespace Conversations.Effects;

/// <summary>What queues, agents and bots are told and asked for a conversation. Repeating any of it is harmless.</summary>
internal readonly struct RoutingEffects(IGrainFactory grains)
{
    public async Task<EffectOutcome> Enqueue(ConversationKey conversation, QueueNotice notice)
    {
        await grains.GetGrain<ISkillQueueGrain>(RoutingKey.Text(conversation.Account, notice.SkillId)).Enqueue(conversation.Conversation);
        return EffectOutcome.Done;
    }

    public async Task<EffectOutcome> Release(ConversationKey conversation, AgentRelease release)
    {
        await Agent(conversation, release.AgentId).Release(conversation.Conversation, null);
        return EffectOutcome.Done;
    }

    public async Task<EffectOutcome> Release(ConversationKey conversation, BotRelease release)
    {
        await grains.GetGrain<IBotGrain>(RoutingKey.Text(conversation.Account, release.Bot)).Release(conversation.Conversation);
        return EffectOutcome.Done;
    }

    public async Task<EffectOutcome> Propose(ConversationKey conversation, AgentProposal proposal)
    {
        var agent = Agent(conversation, proposal.AgentId);
        if (await agent.Reserve(conversation.Conversation, transfer: true) is { } until)
        {
            // The conversation is proposed already: from here on it keeps the room itself, not the reservation.
            await agent.Release(conversation.Conversation, until);
            return EffectOutcome.Done;
        }
        return EffectOutcome.Failed(RefusalCodes.AgentUnavailable, $"The agent '{proposal.AgentId}' is away, has no room or is unknown.");
    }

    private IAgentGrain Agent(ConversationKey conversation, string agent) => grains.GetGrain<IAgentGrain>(RoutingKey.Text(conversation.Account, agent));
}
