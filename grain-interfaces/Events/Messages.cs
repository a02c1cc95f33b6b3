namespace Conversations;

/// <summary>A line was added to the transcript.</summary>
[GenerateSerializer, Immutable, Alias("conversations.message-published.v1")]
public sealed record MessagePublished : ConversationEvent
{
    /// <summary>The line.</summary>
    [Id(0)] public required Message Message { get; init; }
    /// <summary>It waits for the running turn to end (interruption policy <c>queue</c>).</summary>
    [Id(1)] public bool Queued { get; init; }
    /// <summary>Which of the step's proactive messages it is, from 0; null for any other line.</summary>
    [Id(2)] public int? ProactiveIndex { get; init; }
    /// <summary>From now on an agent is expected to answer, by this time; null: nothing changed about that.</summary>
    [Id(3)] public DateTimeOffset? EffectiveTtr { get; init; }
    /// <summary>It was the first in the queue of what the bot has said.</summary>
    [Id(4)] public bool BotSpoke { get; init; }
}
