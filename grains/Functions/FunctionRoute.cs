using System.Collections.Immutable;

namespace Conversations.Functions;

/// <summary>Where a deployed function is invoked: all that the rules know of it.</summary>
/// <param name="Id">The function.</param>
/// <param name="Event">The messaging event.</param>
/// <param name="SkillIds">Empty: every skill, and conversations without one.</param>
public sealed record FunctionRoute(string Id, string Event, ImmutableArray<string> SkillIds)
{
    public bool Serves(string? skillId) => SkillIds.IsEmpty || (skillId is not null && SkillIds.Contains(skillId));
}
