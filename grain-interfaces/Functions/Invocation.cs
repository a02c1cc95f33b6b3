using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Conversations.Functions;

/// <summary>One run of a function, as its log keeps it.</summary>
[GenerateSerializer, Immutable, Alias("conversations.invocation.v1")]
public sealed record Invocation
{
    /// <summary>Unique, and in order of time.</summary>
    [Id(0)] public required string Id { get; init; }
    /// <summary>When it began, UTC. The function's clock stood at that time.</summary>
    [Id(1)] public required DateTimeOffset At { get; init; }
    /// <summary>How long it took.</summary>
    [Id(2)] public TimeSpan Took { get; init; }
    /// <summary>The deployment that ran.</summary>
    [Id(3)] public required string Deployment { get; init; }
    /// <summary>Its version.</summary>
    [Id(4)] public required string Version { get; init; }
    /// <summary>The conversation; null when it was invoked by another caller.</summary>
    [Id(5)] public string? Conversation { get; init; }
    /// <summary>What happened there; null when no event caused it.</summary>
    [Id(6)] public ConversationEventType? EventType { get; init; }
    /// <summary>The skill it happened in.</summary>
    [Id(7)] public string? SkillId { get; init; }
    /// <summary>The function that invoked it as an orchestrator; null for none.</summary>
    [Id(8)] public string? InvokedBy { get; init; }
    /// <summary>Which try it was, from 1.</summary>
    [Id(9)] public int Attempt { get; init; } = 1;
    /// <summary>What came of it.</summary>
    [Id(10)] public required InvocationState State { get; init; }
    /// <summary>The error code; null when it succeeded.</summary>
    [Id(11)] public string? ErrorCode { get; init; }
    /// <summary>What went wrong, for its author.</summary>
    [Id(12)] public string? ErrorMessage { get; init; }
    /// <summary>The types of commands it gave.</summary>
    [Id(13)] public ImmutableArray<CallbackType> Commands { get; init; } = [];
    /// <summary>What it logged.</summary>
    [Id(14)] public ImmutableArray<FunctionLogEntry> Logs { get; init; } = [];
    /// <summary>What a repetition needs; null when it would be too large: then the invocation can't be repeated.</summary>
    [Id(15)] public InvocationRecord? Record { get; init; }
}

/// <summary>What an invocation depended on: with the code of its version it gives the same result again.</summary>
[GenerateSerializer, Immutable, Alias("conversations.invocation-record.v1")]
public sealed record InvocationRecord
{
    /// <summary>Where chance began.</summary>
    [Id(0)] public required ulong Seed { get; init; }
    /// <summary>The payload, as JSON.</summary>
    [Id(1)] public required string Payload { get; init; }
    /// <summary>The headers.</summary>
    [Id(2)] public ImmutableDictionary<string, string> Headers { get; init; } = ImmutableDictionary<string, string>.Empty;
    /// <summary>The result, as JSON; null for none.</summary>
    [Id(3)] public string? Result { get; init; }
    /// <summary>What reached the code from outside, as JSON of the runtime; null for nothing.</summary>
    [Id(4)] public string? Outside { get; init; }
}

/// <summary>What came of an invocation, in the field's words.</summary>
[GenerateSerializer, Alias("conversations.invocation-state.v1"), JsonConverter(typeof(JsonStringEnumConverter<InvocationState>))]
public enum InvocationState
{
    /// <summary>Nobody knows.</summary>
    [JsonStringEnumMemberName("UNKNOWN")] Unknown = 0,
    /// <summary>It gave a result, or none, without an error.</summary>
    [JsonStringEnumMemberName("SUCCEEDED")] Succeeded = 1,
    /// <summary>Its own code failed.</summary>
    [JsonStringEnumMemberName("CODING_FAILURE")] CodingFailure = 2,
    /// <summary>It could not be run.</summary>
    [JsonStringEnumMemberName("PLATFORM_FAILURE")] PlatformFailure = 3,
    /// <summary>It took too long.</summary>
    [JsonStringEnumMemberName("TIMEOUT")] Timeout = 4,
}

/// <summary>How often a function was invoked. Invocations that it ignored count as any.</summary>
[GenerateSerializer, Immutable, Alias("conversations.function-usage.v1")]
public sealed record FunctionUsage
{
    /// <summary>Every run, each try counted; test runs are not.</summary>
    [Id(0)] public long Invocations { get; init; }
    /// <summary>Those that succeeded.</summary>
    [Id(1)] public long Succeeded { get; init; }
    /// <summary>Those that failed, by error code.</summary>
    [Id(2)] public ImmutableSortedDictionary<string, long> Failed { get; init; } = ImmutableSortedDictionary<string, long>.Empty;
    /// <summary>How long all of them took together.</summary>
    [Id(3)] public TimeSpan Took { get; init; }
}
