using Conversations.Accounts;
using Conversations.Bots;

namespace Conversations;

/// <summary>What the outside is shown of a state.</summary>
internal static class Views
{
    public static ConversationView? Of(Conversation state, Account account) => state.Consumer is not { } consumer ? null : new ConversationView
    {
        Id = state.Key.Conversation,
        State = state.State,
        Consumer = consumer,
        SkillId = state.SkillId,
        Participants = state.Participants,
        Bot = state.Bot is { } bot
            ? new BotView { Name = bot, Busy = state.Busy is not null, Turn = state.LastTurn, Step = state.Busy?.Step, Typing = Bots.Typing.IsShown(state) }
            : null,
        Timers = Clocks.Timers(state, account),
        Version = state.Version,
        CreatedAt = state.CreatedAt,
        ClosedAt = state.ClosedAt,
        CloseReason = state.CloseReason,
        Type = state.Type,
        Language = state.Language,
        LastSeq = state.LastSeq,
        AssignedAgentId = state.Service.AgentId,
        ProposedAgentId = state.Service.Proposed?.AgentId,
        QueuedSince = state.Service.QueuedSince,
        Ttr = state.Service.Ttr,
        EffectiveTtr = state.Service.EffectiveTtr,
        FirstConversation = state.FirstConversation,
    };

    public static BotFacts FactsOf(Conversation state) => new()
    {
        Consumer = state.Consumer!, Type = state.Type, Language = state.Language, SkillId = state.SkillId, Sdes = state.Sdes, Context = state.Context,
        Session = state.Talk.Session is { } session && session.Bot == state.Bot ? session : null,
    };

    public static Journal.IndexEntry IndexOf(Conversation state, Account account) => new()
    {
        State = state.State,
        ConsumerId = state.Consumer!.Id,
        SkillId = state.SkillId,
        AgentId = state.Service.AgentId,
        CreatedAt = state.CreatedAt,
        WakeAt = Clocks.WakeAt(state, account),
    };
}
