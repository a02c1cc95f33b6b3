using System.Collections.Immutable;

namespace Conversations.Functions;

/// <summary>A function as it is written down: in the account's folder, or put through the API.</summary>
public sealed record FunctionDefinition
{
    /// <summary>Its name within the account: 1 to 50 characters.</summary>
    public required string Id { get; init; }
    /// <summary>The messaging event it is invoked on, see <see cref="MessagingEvents"/>; null for one that only an orchestrator or a test invokes.</summary>
    public string? Event { get; init; }
    /// <summary>Empty: every skill, and conversations without one.</summary>
    public ImmutableArray<string> SkillIds { get; init; } = [];
    /// <summary>JavaScript, at most 100,000 characters; null for an HTTP function.</summary>
    public string? Code { get; init; }
    /// <summary>An allow-listed address that the input is posted to; null for JavaScript.</summary>
    public string? Url { get; init; }
    /// <summary>At most 200 characters.</summary>
    public string? Description { get; init; }
    /// <summary>1 to 60 s. Default 30 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);
    /// <summary>What <c>process.env</c> holds; names are POSIX, values may be <c>{$secret.NAME}</c> when it is in the folder.</summary>
    public ImmutableDictionary<string, string> Environment { get; init; } = ImmutableDictionary<string, string>.Empty;
}

/// <summary>Where a deployed function is invoked: all that the rules know of it.</summary>
/// <param name="Id">The function.</param>
/// <param name="Event">The messaging event.</param>
/// <param name="SkillIds">Empty: every skill, and conversations without one.</param>
public sealed record FunctionRoute(string Id, string Event, ImmutableArray<string> SkillIds)
{
    public bool Serves(string? skillId) => SkillIds.IsEmpty || (skillId is not null && SkillIds.Contains(skillId));
}
