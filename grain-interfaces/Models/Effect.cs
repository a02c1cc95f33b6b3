using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Work outside the conversation that was promised and is not settled yet. A crash repeats it under the same key.</summary>
[GenerateSerializer, Immutable, Alias("conversations.effect.v1")]
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(HttpIntegration), "httpIntegration.v1")]
[JsonDerivedType(typeof(ChatInstanceMessage), "chatInstanceMessage.v1")]
[JsonDerivedType(typeof(EventNotice), "eventNotice.v1")]
[JsonDerivedType(typeof(QueueNotice), "queueNotice.v1")]
[JsonDerivedType(typeof(AgentProposal), "agentProposal.v1")]
[JsonDerivedType(typeof(AgentRelease), "agentRelease.v1")]
[JsonDerivedType(typeof(WebhookDelivery), "webhookDelivery.v1")]
[JsonDerivedType(typeof(Bots.BotRequest), "botRequest.v1")]
[JsonDerivedType(typeof(Bots.InvokeFunction), "invokeFunction.v1")]
[JsonDerivedType(typeof(Bots.BotRelease), "botRelease.v1")]
public abstract record Effect
{
    /// <summary>Unique within the conversation and the same in every repeat; the other side receives it.</summary>
    [Id(0)] public required string Key { get; init; }
    /// <summary>The bot turn that started it; 0 for none.</summary>
    [Id(1)] public long Turn { get; init; }
    /// <summary>When it was promised, UTC.</summary>
    [Id(2)] public required DateTimeOffset StartedAt { get; init; }
}

/// <summary>An HTTP request of a flow step. Texts may hold <c>{$server}</c> and <c>{$secret.NAME}</c>, filled in when it is sent.</summary>
[GenerateSerializer, Immutable, Alias("conversations.http-integration.v1")]
public sealed record HttpIntegration : Effect
{
    /// <summary>The integration's name in the flow.</summary>
    [Id(0)] public required string Name { get; init; }
    /// <summary>The HTTP method.</summary>
    [Id(1)] public required string Method { get; init; }
    /// <summary>The address, variables filled in and percent-encoded.</summary>
    [Id(2)] public required string Url { get; init; }
    /// <summary>Header names and values.</summary>
    [Id(3)] public ImmutableDictionary<string, string> Headers { get; init; } = ImmutableDictionary<string, string>.Empty;
    /// <summary>The body; null for none.</summary>
    [Id(4)] public string? Body { get; init; }
    /// <summary>How long it may take. Above zero, at most 5 minutes. Default 30 s.</summary>
    [Id(5)] public required TimeSpan Timeout { get; init; }
    /// <summary>Variable name to JSON Pointer (RFC 6901) into the response body.</summary>
    [Id(6)] public ImmutableDictionary<string, string> Result { get; init; } = ImmutableDictionary<string, string>.Empty;
}

/// <summary>A message of a flow to another chat instance. Source: SEED3.</summary>
[GenerateSerializer, Immutable, Alias("conversations.chat-instance-message.v1")]
public sealed record ChatInstanceMessage : Effect
{
    /// <summary>The conversation id it goes to.</summary>
    [Id(0)] public required string ChatInstanceId { get; init; }
    /// <summary>What to say there.</summary>
    [Id(1)] public required string Text { get; init; }
}

/// <summary>What came of an effect.</summary>
[GenerateSerializer, Immutable, Alias("conversations.effect-outcome.v1")]
public sealed record EffectOutcome
{
    /// <summary>Whether it did what it was for: for HTTP a 2xx answer whose result could be mapped.</summary>
    [Id(0), JsonIgnore(Condition = JsonIgnoreCondition.Never)] public required bool Succeeded { get; init; }
    /// <summary>The HTTP status; null when there was no answer.</summary>
    [Id(1)] public int? Status { get; init; }
    /// <summary>The mapped variables.</summary>
    [Id(2)] public ImmutableDictionary<string, string> Values { get; init; } = ImmutableDictionary<string, string>.Empty;
    /// <summary>Why it failed: <c>timeout</c>, <c>unreachable</c>, <c>status</c>, <c>result</c>, <c>refused</c>, or a code of the contract.</summary>
    [Id(3)] public string? Error { get; init; }
    /// <summary>A sentence for the operator.</summary>
    [Id(4)] public string? Detail { get; init; }
    /// <summary>What functions answered to an event; null for other effects.</summary>
    [Id(5)] public FunctionAnswer? Answer { get; init; }
    /// <summary>The last event that a webhook has been given, or has been kept for it as a dead letter; null for other effects.</summary>
    [Id(6)] public long? DeliveredTo { get; init; }
    /// <summary>What a bot answered; null for other effects, and where its answers come another way.</summary>
    [Id(7)] public Bots.BotAnswer? Bot { get; init; }

    /// <summary>It did what it was for, and there is nothing more to say about it.</summary>
    public static EffectOutcome Done { get; } = new() { Succeeded = true };

    /// <summary>It failed.</summary>
    /// <param name="error">See <see cref="Error"/>.</param>
    /// <param name="detail">See <see cref="Detail"/>.</param>
    public static EffectOutcome Failed(string error, string detail) => new() { Succeeded = false, Error = error, Detail = detail };
}
