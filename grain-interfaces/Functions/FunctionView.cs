using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Conversations.Functions;

/// <summary>What a function is like, without its code.</summary>
[GenerateSerializer, Immutable, Alias("conversations.function-view.v1")]
public sealed record FunctionView
{
    /// <summary>Its name within the account.</summary>
    [Id(0)] public required string Id { get; init; }
    /// <summary>The messaging event; null for one that only an orchestrator or a test invokes.</summary>
    [Id(1)] public string? Event { get; init; }
    /// <summary>Empty: every skill, and conversations without one.</summary>
    [Id(2)] public ImmutableArray<string> SkillIds { get; init; } = [];
    /// <summary>What its author says of it.</summary>
    [Id(3)] public string? Description { get; init; }
    /// <summary>Whether it is invoked, and whether as it is written now.</summary>
    [Id(4)] public required FunctionState State { get; init; }
    /// <summary>It lies in the account's folder, where alone it can be changed.</summary>
    [Id(5)] public bool InFolder { get; init; }
    /// <summary>The version as it is written now.</summary>
    [Id(6)] public required string Version { get; init; }
    /// <summary>When it was written, UTC; null in the folder.</summary>
    [Id(7)] public DateTimeOffset? UpdatedAt { get; init; }
    /// <summary>The deployment that is invoked; null when it is not deployed.</summary>
    [Id(8)] public string? Deployed { get; init; }
    /// <summary>The last five deployments, newest first.</summary>
    [Id(9)] public ImmutableArray<FunctionDeployment> Deployments { get; init; } = [];
    /// <summary>A function of the folder that is on this function's event, so that this one is not invoked; null for none.</summary>
    [Id(10)] public string? ShadowedBy { get; init; }
}

/// <summary>A version that was put to use.</summary>
[GenerateSerializer, Immutable, Alias("conversations.function-deployment.v1")]
public sealed record FunctionDeployment
{
    /// <summary>Its name within the function.</summary>
    [Id(0)] public required string Id { get; init; }
    /// <summary>A hash of all that the function says: code, address, environment, skills, limits.</summary>
    [Id(1)] public required string Version { get; init; }
    /// <summary>When it was deployed, UTC; null in the folder.</summary>
    [Id(2)] public DateTimeOffset? At { get; init; }
    /// <summary>The skills it serves; empty: every skill.</summary>
    [Id(3)] public ImmutableArray<string> SkillIds { get; init; } = [];
}

/// <summary>The life of a function.</summary>
[GenerateSerializer, Alias("conversations.function-state.v1"), JsonConverter(typeof(JsonStringEnumConverter<FunctionState>))]
public enum FunctionState
{
    /// <summary>Never valid.</summary>
    Unspecified = 0,
    /// <summary>Not deployed: no event invokes it.</summary>
    Draft = 1,
    /// <summary>Deployed as it is written now.</summary>
    Productive = 2,
    /// <summary>Deployed, and written anew since.</summary>
    Modified = 3,
}

/// <summary>A function with what it says now.</summary>
[GenerateSerializer, Immutable, Alias("conversations.function-reading.v1")]
public sealed record FunctionReading
{
    /// <summary>What it is like.</summary>
    [Id(0)] public required FunctionView View { get; init; }
    /// <summary>As it is written now, deployed or not.</summary>
    [Id(1)] public required FunctionDefinition Definition { get; init; }
}

/// <summary>What became of a change. It is given only after what it reports is on disk.</summary>
[GenerateSerializer, Immutable, Alias("conversations.function-receipt.v1")]
public sealed record FunctionReceipt
{
    /// <summary>The function as it is now; null when the change was refused, or removed it.</summary>
    [Id(0)] public FunctionView? Function { get; init; }
    /// <summary>It was like that before; nothing was changed.</summary>
    [Id(1)] public bool Unchanged { get; init; }
    /// <summary>Why nothing was changed; null when the change was made.</summary>
    [Id(2)] public Refusal? Refusal { get; init; }
}
