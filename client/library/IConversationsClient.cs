using System.Collections.Immutable;

namespace Conversations.Client;

/// <summary>
/// The conversations of one account. Two implementations behave alike: over HTTP (<see cref="HttpConversationsClient"/>) and on
/// grain references (<see cref="GrainConversationsClient"/>). Safe for any number of callers.
/// </summary>
/// <remarks>
/// Every call fails with <see cref="ConversationsException"/>, whose code is one of the contract's or of
/// <see cref="ClientErrorCodes"/>. A call that got an error changed nothing, unless the exception says that the outcome is
/// unknown. What can be repeated safely is repeated by the client, see <see cref="ConversationsClientOptions.Attempts"/>.
/// </remarks>
public interface IConversationsClient
{
    /// <summary>Opens a conversation and answers what it is like now.</summary>
    Task<ConversationView> Open(NewConversation conversation, CancellationToken cancellation = default);

    /// <summary>
    /// Says something. Repeated until it is answered, never stored twice: a message without a client message id is given one.
    /// </summary>
    /// <exception cref="ConversationsException"><c>unknown_conversation</c>, <c>conversation_closed</c>, <c>missing_field</c>,
    /// <c>invalid_field</c>, <c>payload_too_large</c>.</exception>
    Task<PublishedMessage> Publish(string conversationId, NewMessage message, CancellationToken cancellation = default);

    /// <summary>What a conversation is like now.</summary>
    /// <exception cref="ConversationsException"><c>unknown_conversation</c>.</exception>
    Task<ConversationView> Read(string conversationId, CancellationToken cancellation = default);

    /// <summary>Messages with a position above <paramref name="afterSeq"/>, oldest first.</summary>
    /// <param name="conversationId">Which conversation.</param>
    /// <param name="afterSeq">0 for the first page, then <see cref="MessageList.Next"/>.</param>
    /// <param name="limit">How many at most: 1 to 200.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="ConversationsException"><c>unknown_conversation</c>.</exception>
    Task<MessageList> ReadMessages(string conversationId, long afterSeq = 0, int limit = 50, CancellationToken cancellation = default);

    /// <summary>A page of the account's conversations, newest first.</summary>
    /// <exception cref="ConversationsException"><c>invalid_field</c>: the cursor is none that a page gave.</exception>
    Task<ConversationList> List(ConversationFilter? filter = null, CancellationToken cancellation = default);

    /// <summary>Ends a conversation and answers what it is like now. Closing a closed one changes nothing.</summary>
    /// <exception cref="ConversationsException"><c>unknown_conversation</c>.</exception>
    Task<ConversationView> Close(string conversationId, CloseReason by, CancellationToken cancellation = default);

    /// <summary>Adds a participant, or changes the role or name of one who is there.</summary>
    /// <exception cref="ConversationsException"><c>unknown_conversation</c>, <c>conversation_closed</c>.</exception>
    Task Join(string conversationId, Participant participant, CancellationToken cancellation = default);

    /// <summary>Removes a participant; one who is not there is no error.</summary>
    /// <exception cref="ConversationsException"><c>invalid_field</c>: the consumer and the bot can't leave; <c>unknown_conversation</c>,
    /// <c>conversation_closed</c>.</exception>
    Task Leave(string conversationId, string participantId, CancellationToken cancellation = default);

    /// <summary>An agent takes a conversation that waits, is proposed to them or is with a bot; answers what it is like now.</summary>
    /// <exception cref="ConversationsException"><c>unknown_agent</c>; <c>agent_unavailable</c>: away, or no room; <c>already_assigned</c>;
    /// <c>invalid_field</c>: the agent lacks the skill; <c>unknown_conversation</c>, <c>conversation_closed</c>.</exception>
    Task<ConversationView> Accept(string conversationId, string agentId, CancellationToken cancellation = default);

    /// <summary>Takes a conversation from its agent back to the queue of its skill; answers what it is like now.</summary>
    /// <remarks>Not repeated by the client when the outcome is unknown: meanwhile another agent may have it.</remarks>
    /// <exception cref="ConversationsException"><c>not_waiting</c>: no agent has it; <c>unknown_conversation</c>.</exception>
    Task<ConversationView> ReturnToQueue(string conversationId, CancellationToken cancellation = default);

    /// <summary>
    /// Carries out commands as a function's answer would: of each type the first, in the order systemMessage, transfer,
    /// closeConversation; all or none. Answers what the conversation is like now. Source: SEED2.
    /// </summary>
    /// <param name="conversationId">Which conversation.</param>
    /// <param name="commands">1 to 100.</param>
    /// <param name="commandId">Makes repeating it safe across processes, at most 200 characters; one is made when absent.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="ConversationsException"><c>missing_field</c>, <c>invalid_field</c>, <c>unknown_skill</c>, <c>unknown_agent</c>,
    /// <c>unknown_conversation</c>, <c>conversation_closed</c>.</exception>
    Task<ConversationView> Apply(
        string conversationId, ImmutableArray<CallbackCommand> commands, string? commandId = null, CancellationToken cancellation = default);

    /// <summary>Says whether an agent takes conversations; answers what the agent is doing.</summary>
    /// <exception cref="ConversationsException"><c>unknown_agent</c>.</exception>
    Task<AgentView> SetPresence(string agentId, AgentPresence state, CancellationToken cancellation = default);

    /// <summary>Sends a message to a chat instance, which is a conversation by its id. Source: SEED3.</summary>
    /// <param name="chatInstanceId">Required: the conversation's id.</param>
    /// <param name="message">Required: what to say.</param>
    /// <param name="clientMessageId">Makes repeating it safe across processes; one is made when absent.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="ConversationsException"><c>missing_field</c>, <c>unknown_conversation</c>, <c>conversation_closed</c>.</exception>
    Task<PublishedMessage> SendToChatInstance(
        string chatInstanceId, string message, string? clientMessageId = null, CancellationToken cancellation = default);

    /// <summary>
    /// Every event with a version above <paramref name="afterVersion"/>: those of the past, then those to come, each once and in
    /// order. A lost connection is taken up again where it broke; to go on after a restart of your own program, keep the last
    /// <see cref="RecordedEvent.Version"/> and pass it here.
    /// </summary>
    /// <remarks>It does not end by itself, not even when the conversation closes: what comes back late is still recorded.</remarks>
    /// <exception cref="ConversationsException">The first connection failed, or the key or the conversation is refused.</exception>
    IAsyncEnumerable<RecordedEvent> WatchEvents(string conversationId, long afterVersion = 0, CancellationToken cancellation = default);

    /// <summary>Every message with a position above <paramref name="afterSeq"/>, as <see cref="WatchEvents"/> does for events.</summary>
    /// <exception cref="ConversationsException">The first connection failed, or the key or the conversation is refused.</exception>
    IAsyncEnumerable<Message> WatchMessages(string conversationId, long afterSeq = 0, CancellationToken cancellation = default);

    /// <summary>What would be wrong with these files as this account's configuration. Changes nothing.</summary>
    /// <param name="files">Path within the account's folder, with forward slashes, to text.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <returns>Every problem, warnings included; empty when there is none.</returns>
    /// <exception cref="ConversationsException"><c>missing_field</c>: there are no files; <c>forbidden</c>: the key is an agent's.</exception>
    Task<ImmutableArray<ConfigurationFault>> CheckConfiguration(
        IReadOnlyDictionary<string, string> files, CancellationToken cancellation = default);
}
