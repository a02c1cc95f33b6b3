namespace Conversations.Functions;

/// <summary>A line that a function logged.</summary>
[GenerateSerializer, Immutable, Alias("conversations.function-log-entry.v1")]
public sealed record FunctionLogEntry
{
    /// <summary><c>Debug</c>, <c>Info</c>, <c>Warn</c> or <c>Error</c>.</summary>
    [Id(0)] public required string Level { get; init; }
    /// <summary>What it said.</summary>
    [Id(1)] public required string Message { get; init; }
    /// <summary>Further arguments, as a JSON array; null for none.</summary>
    [Id(2)] public string? Extras { get; init; }
    /// <summary>By the frozen clock of its run.</summary>
    [Id(3)] public required DateTimeOffset Timestamp { get; init; }
}
