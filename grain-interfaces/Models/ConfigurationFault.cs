namespace Conversations;

/// <summary>What is wrong in a file of an account folder.</summary>
[GenerateSerializer, Immutable, Alias("conversations.configuration-problem.v1")]
public sealed record ConfigurationFault
{
    /// <summary>Path relative to the account's folder, with forward slashes.</summary>
    [Id(0)] public required string Path { get; init; }
    /// <summary>A sentence that says what to do. One that begins with <c>Warning:</c> does not keep the account from being loaded.</summary>
    [Id(2)] public required string Message { get; init; }
    /// <summary>1-based; null where no line is meant.</summary>
    [Id(1)] public int? Line { get; init; }

    /// <summary><c>path:line: message</c>.</summary>
    public override string ToString() => $"{Path}:{Line ?? 1}: {Message}";
}
