using Conversations.Bots;

namespace Conversations;

/// <summary>
/// One conversation: the only writer of its journal, the owner of its timers and of its "the bot is busy" state.
/// The key is <c>{account}/{conversation}</c>, see <see cref="ConversationKey"/>.
/// </summary>
/// <remarks>
/// Every command answers with a <see cref="Receipt"/> after its events are on disk. A refused command changed nothing.
/// A call may fail with <see cref="JournalUnavailableException"/>; then it is unknown whether it was carried out, and
/// repeating it with the same <c>clientMessageId</c> is safe.
/// </remarks>
[Alias("conversations.conversation-grain.v1")]
public interface IConversationGrain : IGrainWithStringKey, IKeyedByAccount
{
    /// <summary>Opens the conversation.</summary>
    [Alias("Open")]
    Task<Receipt> Open(OpenConversation command);

    /// <summary>Says something in it.</summary>
    [Alias("Publish")]
    Task<Receipt> Publish(PublishMessage command);

    /// <summary>Adds a participant.</summary>
    [Alias("Join")]
    Task<Receipt> Join(AddParticipant command);

    /// <summary>Removes a participant.</summary>
    [Alias("Leave")]
    Task<Receipt> Leave(RemoveParticipant command);

    /// <summary>Ends it.</summary>
    [Alias("Close")]
    Task<Receipt> Close(CloseConversation command);

    /// <summary>Carries out commands as a function's answer would: first of a type wins, in the order systemMessage, transfer, close; all or none.</summary>
    [Alias("Apply")]
    Task<Receipt> Apply(ApplyCommands command);

    /// <summary>Gives it to an agent, who has room for it: only <see cref="IAgentGrain"/> knows, so only it and queues call this.</summary>
    [Alias("Assign")]
    Task<Receipt> Assign(AssignAgent command);

    /// <summary>Takes it from its agent, or from the agent whom it is proposed to, back to the queue of its skill.</summary>
    [Alias("ReturnToQueue")]
    Task<Receipt> ReturnToQueue(ReturnToQueue command);

    /// <summary>Changes how fast agents are to answer.</summary>
    [Alias("ChangeTtr")]
    Task<Receipt> ChangeTtr(ChangeTtr command);

    /// <summary>The consumer, unknown so far, signed in.</summary>
    [Alias("StepUp")]
    Task<Receipt> StepUp(StepUpConsumer command);

    /// <summary>Brings back the outcome of an effect.</summary>
    [Alias("Settle")]
    Task<Receipt> Settle(SettleEffect command);

    /// <summary>A third-party bot said something. Only connectors call this.</summary>
    [Alias("Hear")]
    Task<Receipt> Hear(HearBot command);

    /// <summary>A request to a bot is about to be sent once more. Only effects call this.</summary>
    [Alias("Repeat")]
    Task<Receipt> Repeat(RepeatBotRequest command);

    /// <summary>What its connector remembers; null when it remembers nothing, or when the conversation is closed or not with that bot.</summary>
    [ReadOnly, Alias("ReadBotSession")]
    Task<BotSession?> ReadBotSession();

    /// <summary>The consumer is typing.</summary>
    [Alias("NoteTyping")]
    Task<Receipt> NoteTyping(NoteTyping command);

    /// <summary>Makes sure it is in memory with its timer armed and its effects running.</summary>
    [Alias("Wake")]
    Task Wake();

    /// <summary>What it is like now; null when it was never opened.</summary>
    [ReadOnly, Alias("Read")]
    Task<ConversationView?> Read();

    /// <summary>Messages with a <see cref="Message.Seq"/> above <paramref name="afterSeq"/>, oldest first, at most <paramref name="limit"/>; private ones included.</summary>
    [AlwaysInterleave, Alias("ReadMessages")]
    Task<MessagePage> ReadMessages(long afterSeq, int limit);

    /// <summary>Events with a version above <paramref name="afterVersion"/>, oldest first, at most <paramref name="limit"/>.</summary>
    [AlwaysInterleave, Alias("ReadEvents")]
    Task<EventPage> ReadEvents(long afterVersion, int limit);

    /// <summary>Tells <paramref name="observer"/> each batch of events from now on; answers the version from which on it is told.</summary>
    /// <remarks>Read what came before with <see cref="ReadEvents"/>. Repeat within <see cref="ObserverLease.Life"/> to stay subscribed.</remarks>
    [AlwaysInterleave, Alias("Subscribe")]
    Task<long> Subscribe(IConversationObserver observer);

    /// <summary>Stops telling <paramref name="observer"/>.</summary>
    [AlwaysInterleave, Alias("Unsubscribe")]
    Task Unsubscribe(IConversationObserver observer);
}
