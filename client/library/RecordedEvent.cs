namespace Conversations.Client;

/// <summary>An event and its place in the journal.</summary>
/// <param name="Version">1, 2, 3, …: the conversation's version after it.</param>
/// <param name="Event">What happened.</param>
public sealed record RecordedEvent(long Version, ConversationEvent Event);
