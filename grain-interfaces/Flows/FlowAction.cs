using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>One thing a flow step does. Texts may hold variables as <c>{name}</c>, filled in when the action is reached.</summary>
[GenerateSerializer, Immutable, Alias("conversations.flow-action.v1")]
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(SayAction), "say.v1")]
[JsonDerivedType(typeof(IntegrationAction), "integration.v1")]
[JsonDerivedType(typeof(SendToChatInstanceAction), "sendToChatInstance.v1")]
[JsonDerivedType(typeof(SetVariableAction), "setVariable.v1")]
[JsonDerivedType(typeof(TransferAction), "transfer.v1")]
[JsonDerivedType(typeof(CloseAction), "close.v1")]
[JsonDerivedType(typeof(WaitAction), "wait.v1")]
public abstract record FlowAction;

/// <summary>Says something. The step's own message is one of these, between its pre- and post-actions.</summary>
[GenerateSerializer, Immutable, Alias("conversations.say-action.v1")]
public sealed record SayAction : FlowAction
{
    /// <summary>What to say.</summary>
    [Id(0)] public required LocalizedText Text { get; init; }
    /// <summary>Who may see it.</summary>
    [Id(1)] public Audience Audience { get; init; }
}

/// <summary>Calls an HTTP service, then goes on with one of two branches. Source: SEED0 "integration".</summary>
[GenerateSerializer, Immutable, Alias("conversations.integration-action.v1")]
public sealed record IntegrationAction : FlowAction
{
    /// <summary>Its name, for operators.</summary>
    [Id(0)] public required string Name { get; init; }
    /// <summary>HTTP method. Default GET.</summary>
    [Id(1)] public required string Method { get; init; }
    /// <summary>Address. Variables in it are percent-encoded.</summary>
    [Id(2)] public required string Url { get; init; }
    /// <summary>Header names and values.</summary>
    [Id(3)] public ImmutableDictionary<string, string> Headers { get; init; } = ImmutableDictionary<string, string>.Empty;
    /// <summary>Body template; variables in it are JSON-escaped. Null for none.</summary>
    [Id(4)] public string? Body { get; init; }
    /// <summary>Above zero, at most 5 minutes. Default 30 s.</summary>
    [Id(5)] public required TimeSpan Timeout { get; init; }
    /// <summary>Variable name to JSON Pointer (RFC 6901) into the response body.</summary>
    [Id(6)] public ImmutableDictionary<string, string> Result { get; init; } = ImmutableDictionary<string, string>.Empty;
    /// <summary>What to do after a success, before the step's further actions.</summary>
    [Id(7)] public ImmutableArray<FlowAction> OnSuccess { get; init; } = [];
    /// <summary>What to do after a failure <b>instead of</b> the step's further actions; when empty, the bot's failure text is said.</summary>
    [Id(8)] public ImmutableArray<FlowAction> OnFailure { get; init; } = [];
}

/// <summary>Sends a message to a chat instance. Both parameters are required. Source: SEED3.</summary>
[GenerateSerializer, Immutable, Alias("conversations.send-to-chat-instance-action.v1")]
public sealed record SendToChatInstanceAction : FlowAction
{
    /// <summary>The content.</summary>
    [Id(0)] public required string Message { get; init; }
    /// <summary>The unique id of the chat instance.</summary>
    [Id(1)] public required string ChatInstanceId { get; init; }
    /// <summary>What to do after a success, before the step's further actions.</summary>
    [Id(2)] public ImmutableArray<FlowAction> OnSuccess { get; init; } = [];
    /// <summary>What to do after a failure instead of the step's further actions; when empty, the bot's failure text is said.</summary>
    [Id(3)] public ImmutableArray<FlowAction> OnFailure { get; init; } = [];
}

/// <summary>Sets a variable of the conversation.</summary>
[GenerateSerializer, Immutable, Alias("conversations.set-variable-action.v1")]
public sealed record SetVariableAction : FlowAction
{
    /// <summary>Its name.</summary>
    [Id(0)] public required string Name { get; init; }
    /// <summary>Its value; variables are filled in.</summary>
    [Id(1)] public required string Value { get; init; }
}

/// <summary>Hands the conversation to a skill; the bot leaves.</summary>
[GenerateSerializer, Immutable, Alias("conversations.transfer-action.v1")]
public sealed record TransferAction : FlowAction
{
    /// <summary>The skill.</summary>
    [Id(0)] public required string SkillId { get; init; }
}

/// <summary>Closes the conversation.</summary>
[GenerateSerializer, Immutable, Alias("conversations.close-action.v1")]
public sealed record CloseAction : FlowAction;

/// <summary>Waits before the next action.</summary>
[GenerateSerializer, Immutable, Alias("conversations.wait-action.v1")]
public sealed record WaitAction : FlowAction
{
    /// <summary>Above zero, at most 5 minutes.</summary>
    [Id(0)] public required TimeSpan Time { get; init; }
}
