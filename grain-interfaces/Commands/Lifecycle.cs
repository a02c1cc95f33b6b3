namespace Conversations;

/// <summary>Adds a participant, or changes the role of one who is there.</summary>
[GenerateSerializer, Immutable, Alias("conversations.add-participant.v1")]
public sealed record AddParticipant : ConversationCommand
{
    /// <summary>Who joins.</summary>
    [Id(0)] public required Participant Participant { get; init; }
}

/// <summary>Removes a participant. The consumer can't be removed: close the conversation instead.</summary>
[GenerateSerializer, Immutable, Alias("conversations.remove-participant.v1")]
public sealed record RemoveParticipant : ConversationCommand
{
    /// <summary>Who leaves.</summary>
    [Id(0)] public required string ParticipantId { get; init; }
}

/// <summary>Ends the conversation. Running work is abandoned; what it answers later is recorded and not shown.</summary>
[GenerateSerializer, Immutable, Alias("conversations.close-conversation.v1")]
public sealed record CloseConversation : ConversationCommand
{
    /// <summary>Who ends it.</summary>
    [Id(0)] public required CloseReason By { get; init; }
}

/// <summary>The outcome of an effect comes back. Applied once per key, whatever happens to the caller.</summary>
[GenerateSerializer, Immutable, Alias("conversations.settle-effect.v1")]
public sealed record SettleEffect : ConversationCommand
{
    /// <summary>The key of the effect.</summary>
    [Id(0)] public required string Key { get; init; }
    /// <summary>What came of it.</summary>
    [Id(1)] public required EffectOutcome Outcome { get; init; }
}
