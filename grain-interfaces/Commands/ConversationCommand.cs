namespace Conversations;

/// <summary>Something a conversation is asked to do.</summary>
[GenerateSerializer, Immutable, Alias("conversations.command.v1")]
public abstract record ConversationCommand;
