using System.Collections.Immutable;

namespace Conversations.Functions;

/// <summary>A function as it is written down: in the account's folder, or put through the API.</summary>
[GenerateSerializer, Immutable, Alias("conversations.function-definition.v1")]
public sealed record FunctionDefinition
{
    /// <summary>Its name within the account: 1 to 50 characters.</summary>
    [Id(0)] public required string Id { get; init; }
    /// <summary>The messaging event it is invoked on, see <see cref="MessagingEvents"/>; null for one that only an orchestrator or a test invokes.</summary>
    [Id(1)] public string? Event { get; init; }
    /// <summary>Empty: every skill, and conversations without one.</summary>
    [Id(2)] public ImmutableArray<string> SkillIds { get; init; } = [];
    /// <summary>JavaScript, at most 100,000 characters; null for an HTTP function.</summary>
    [Id(3)] public string? Code { get; init; }
    /// <summary>An allow-listed address that the input is posted to; null for JavaScript.</summary>
    [Id(4)] public string? Url { get; init; }
    /// <summary>At most 200 characters.</summary>
    [Id(5)] public string? Description { get; init; }
    /// <summary>1 to 60 s. Default 30 s.</summary>
    [Id(6)] public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);
    /// <summary>What <c>process.env</c> holds; names are POSIX, values may be <c>{$secret.NAME}</c> when it is in the folder.</summary>
    [Id(7)] public ImmutableDictionary<string, string> Environment { get; init; } = ImmutableDictionary<string, string>.Empty;
}
