using System.Collections.Immutable;

namespace Conversations;

/// <summary>
/// The conversations that wait for an agent of a skill, the most pressing first. The key is <c>{account}/{skill}</c>. The queue is
/// rebuilt from the journal's index when it is activated and held against it every minute; conversations themselves say whether,
/// since when and how pressingly they wait.
/// </summary>
[Alias("conversations.skill-queue-grain.v1")]
public interface ISkillQueueGrain : IGrainWithStringKey, IKeyedByAccount
{
    /// <summary>A conversation may wait here, otherwise than before, or no longer: the queue asks it soon. Harmless to repeat.</summary>
    /// <remarks>Answered when the queue will not forget it, whatever becomes of this server.</remarks>
    [Alias("Enqueue")]
    Task Enqueue(string conversation);

    /// <summary>This agent of the skill may have room: what can be assigned will be, soon.</summary>
    [Alias("Offer")]
    Task Offer(string agent);

    /// <summary>Who waits.</summary>
    /// <exception cref="JournalUnavailableException">The queue has just been activated and its index can't be read.</exception>
    [AlwaysInterleave, Alias("Read")]
    Task<QueueView> Read();
}

/// <summary>A conversation in a queue.</summary>
[GenerateSerializer, Immutable, Alias("conversations.queue-entry.v1")]
public sealed record QueueEntry
{
    /// <summary>The conversation's id.</summary>
    [Id(0)] public required string Conversation { get; init; }
    /// <summary>Since when it waits, UTC.</summary>
    [Id(1)] public required DateTimeOffset Since { get; init; }
    /// <summary>When an agent is to have answered, UTC: earlier ones are served first; those without one last.</summary>
    [Id(2)] public DateTimeOffset? EffectiveTtr { get; init; }
}

/// <summary>A queue, the most pressing conversation first.</summary>
[GenerateSerializer, Immutable, Alias("conversations.queue-view.v1")]
public sealed record QueueView
{
    /// <summary>The skill.</summary>
    [Id(0)] public required string SkillId { get; init; }
    /// <summary>Who waits; at most 1,000.</summary>
    [Id(1)] public ImmutableArray<QueueEntry> Entries { get; init; } = [];
    /// <summary>How many wait in all.</summary>
    [Id(2)] public required int Length { get; init; }
}
