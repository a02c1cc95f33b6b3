using System.Collections.Immutable;

namespace Conversations.EventRouting;

/// <summary>The part of a payload that only some events have. Source: SEED2 payload details.</summary>
internal abstract record EventGroup;

/// <summary><c>start</c>.</summary>
internal sealed record StartGroup(bool FirstConversation) : EventGroup;

/// <summary><c>end</c>.</summary>
internal sealed record EndGroup(CloseReason CloseReason) : EventGroup;

/// <summary><c>routing</c>.</summary>
internal sealed record RoutingGroup(string? OldSkillId, string? NewSkillId) : EventGroup;

/// <summary><c>participantChange</c>.</summary>
internal sealed record ParticipantGroup(ImmutableArray<Participant> Old, ImmutableArray<Participant> New) : EventGroup;

/// <summary><c>ttr</c>.</summary>
internal sealed record TtrGroup(Ttr Old, Ttr New) : EventGroup;

/// <summary><c>mid</c>.</summary>
internal sealed record OffHoursLineGroup(bool OpenedInOffHours) : EventGroup;

/// <summary><c>idle</c>.</summary>
internal sealed record IdleGroup : EventGroup;
