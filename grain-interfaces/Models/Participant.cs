using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Somebody who takes part in a conversation.</summary>
[GenerateSerializer, Immutable, Alias("conversations.participant.v1")]
public sealed record Participant
{
    /// <summary>Id within the account, 1 to 200 characters.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>What the participant may do and see.</summary>
    [Id(1)] public required Role Role { get; init; }

    /// <summary>A name to show; at most 200 characters.</summary>
    [Id(2)] public string? Name { get; init; }

    /// <summary>Whether a transfer to this agent still awaits acceptance.</summary>
    [Id(3), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public ParticipantState State { get; init; }
}

/// <summary>The person a conversation is held with.</summary>
[GenerateSerializer, Immutable, Alias("conversations.consumer.v1")]
public sealed record Consumer
{
    /// <summary>Id within the account, 1 to 200 characters.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>Whether the channel has proved who this is. Default false.</summary>
    [Id(1)] public bool Authenticated { get; init; }

    /// <summary>A name to show; at most 200 characters.</summary>
    [Id(2)] public string? Name { get; init; }
}
