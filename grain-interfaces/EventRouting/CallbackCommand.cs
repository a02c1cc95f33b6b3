using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>One command of a function, or of <c>POST commands</c>. Source: SEED2.</summary>
[GenerateSerializer, Immutable, Alias("conversations.callback-command.v1")]
public sealed record CallbackCommand
{
    /// <summary>What to do.</summary>
    [Id(0)] public required CallbackType Type { get; init; }
    /// <summary>What a system message says; blank: nothing is said, not even the default message.</summary>
    [Id(1)] public string? Text { get; init; }
    /// <summary>The skill to transfer to.</summary>
    [Id(2)] public string? SkillId { get; init; }
    /// <summary>The agent to transfer to; together with a skill a proposal.</summary>
    [Id(3)] public string? AgentId { get; init; }
}

/// <summary>The types of commands, as they are written in JSON.</summary>
[GenerateSerializer, Alias("conversations.callback-type.v1"), JsonConverter(typeof(JsonStringEnumConverter<CallbackType>))]
public enum CallbackType
{
    /// <summary>Never valid.</summary>
    [JsonStringEnumMemberName("UNSPECIFIED")] Unspecified = 0,
    /// <summary>Says something as the service.</summary>
    [JsonStringEnumMemberName("systemMessage")] SystemMessage = 1,
    /// <summary>Hands the conversation to a skill or an agent.</summary>
    [JsonStringEnumMemberName("transfer")] Transfer = 2,
    /// <summary>Closes the conversation.</summary>
    [JsonStringEnumMemberName("closeConversation")] CloseConversation = 3,
}

/// <summary>What the functions of an event answered, ready to be applied.</summary>
[GenerateSerializer, Immutable, Alias("conversations.function-answer.v1")]
public sealed record FunctionAnswer
{
    /// <summary>At most one command of each type, in the order systemMessage, transfer, closeConversation.</summary>
    [Id(0)] public ImmutableArray<CallbackCommand> Commands { get; init; } = [];
    /// <summary>The function asked for nothing at all (<c>[]</c>): not even the default message is said.</summary>
    [Id(1)] public bool NoOperation { get; init; }
    /// <summary>Commands that are none, and why: for the record.</summary>
    [Id(2)] public ImmutableArray<Refusal> Refused { get; init; } = [];
    /// <summary>The function that answered; null when none was deployed any more.</summary>
    [Id(3)] public string? Function { get; init; }
    /// <summary>Its entry in the invocation log.</summary>
    [Id(4)] public string? Invocation { get; init; }
    /// <summary>How often it was tried: 1 to 4.</summary>
    [Id(5)] public int Attempts { get; init; }
}
