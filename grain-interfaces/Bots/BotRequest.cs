using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Conversations.Bots;

/// <summary>A third-party bot is to be told something and to answer. The activity id stays the same in every repeat.</summary>
[GenerateSerializer, Immutable, Alias("conversations.bot-request.v1")]
public sealed record BotRequest : Effect
{
    /// <summary>The bot's name in the account.</summary>
    [Id(0)] public required string Bot { get; init; }
    /// <summary>The id of the activity; its answers carry it as <c>replyToId</c>.</summary>
    [Id(1)] public required string ActivityId { get; init; }
    /// <summary>What it is told.</summary>
    [Id(2), JsonPropertyName("subject")] public required BotRequestKind Kind { get; init; }
    /// <summary>What the consumer said; several messages that were combined are joined by line breaks.</summary>
    [Id(3)] public string? Text { get; init; }
    /// <summary>The name of an event.</summary>
    [Id(4)] public string? EventName { get; init; }
    /// <summary>The consumer's Direct Line activity, as JSON text: attachments, value, locale. Null when there was none.</summary>
    [Id(5)] public string? Activity { get; init; }
    /// <summary>The consumer's rich content, as JSON text.</summary>
    [Id(6)] public string? StructuredContent { get; init; }
    /// <summary>The bot's time: no try lasts longer than to the end of it.</summary>
    [Id(7)] public required DateTimeOffset AnswerBy { get; init; }
    /// <summary>The positions of the messages it is made of; empty for a welcome.</summary>
    [Id(8)] public ImmutableArray<long> Messages { get; init; } = [];
}

/// <summary>What a bot is told.</summary>
[GenerateSerializer, Alias("conversations.bot-request-kind.v1"), JsonConverter(typeof(JsonStringEnumConverter<BotRequestKind>))]
public enum BotRequestKind
{
    /// <summary>Never valid.</summary>
    [JsonStringEnumMemberName("UNSPECIFIED")] Unspecified = 0,
    /// <summary>The consumer said something: text, rich content or a file.</summary>
    [JsonStringEnumMemberName("message")] Message = 1,
    /// <summary>An event activity of the consumer's client.</summary>
    [JsonStringEnumMemberName("event")] Event = 2,
    /// <summary>A message without text and with the action <c>WELCOME</c>: a chat began, or the conversation came to the bot by a transfer.</summary>
    [JsonStringEnumMemberName("welcome")] Welcome = 3,
    /// <summary><c>conversationUpdate</c> with <c>membersAdded</c>: a conversation began. The bot need not answer.</summary>
    [JsonStringEnumMemberName("conversationUpdate")] ConversationUpdate = 4,
}

/// <summary>What there is to know of what bots are told.</summary>
public static class BotRequestKinds
{
    /// <summary>Whether a bot that says nothing to it has failed. Nobody has asked anything yet in a new conversation, or with an event.</summary>
    public static bool NeedsAnswer(this BotRequestKind kind) => kind is BotRequestKind.Message or BotRequestKind.Welcome;
}

/// <summary>What a connector brings back from a request.</summary>
[GenerateSerializer, Immutable, Alias("conversations.bot-answer.v1")]
public sealed record BotAnswer
{
    /// <summary>The activities of the answer as JSON texts, in their order; empty when they come another way.</summary>
    [Id(0)] public ImmutableArray<string> Activities { get; init; } = [];
}

/// <summary>What a connector must remember of a conversation between requests.</summary>
[GenerateSerializer, Immutable, Alias("conversations.bot-session.v1")]
public sealed record BotSession
{
    /// <summary>The bot it is held with.</summary>
    [Id(0)] public required string Bot { get; init; }
    /// <summary>The conversation's id on the Direct Line service.</summary>
    [Id(1)] public required string ConversationId { get; init; }
    /// <summary>How far its activities have been read; null for from the beginning.</summary>
    [Id(2)] public string? Watermark { get; init; }
    /// <summary>The last requests that are known to have arrived there, oldest first; at most 16.</summary>
    [Id(3)] public ImmutableArray<BotSent> Sent { get; init; } = [];
    /// <summary>When the bot last said something there, UTC; null when that is not known.</summary>
    [Id(4)] public DateTimeOffset? LastWord { get; init; }
}

/// <summary>A request that arrived at a Direct Line service, and what it is called there: answers name it so.</summary>
[GenerateSerializer, Immutable, Alias("conversations.bot-sent.v1")]
public sealed record BotSent
{
    /// <summary><see cref="BotRequest.ActivityId"/>.</summary>
    [Id(0)] public required string ActivityId { get; init; }
    /// <summary>The id that the service gave it.</summary>
    [Id(1)] public required string RemoteId { get; init; }
    /// <summary>Something that answers it was told to the conversation.</summary>
    [Id(2)] public bool Answered { get; init; }
    /// <summary>The service said that the bot failed with it: the request is sent again although it arrived.</summary>
    [Id(3)] public bool Failed { get; init; }
}

/// <summary>What a bot is told about the conversation with every request.</summary>
[GenerateSerializer, Immutable, Alias("conversations.bot-facts.v1")]
public sealed record BotFacts
{
    /// <summary>The consumer.</summary>
    [Id(0)] public required Consumer Consumer { get; init; }
    /// <summary>Messaging or chat.</summary>
    [Id(1)] public ConversationType Type { get; init; }
    /// <summary>Its language.</summary>
    [Id(2)] public string? Language { get; init; }
    /// <summary>Its skill.</summary>
    [Id(3)] public string? SkillId { get; init; }
    /// <summary>Engagement attributes as JSON text, collected once at the start.</summary>
    [Id(4)] public string? Sdes { get; init; }
    /// <summary>Where the consumer came from.</summary>
    [Id(5)] public EngagementContext? Context { get; init; }
    /// <summary>What the connector remembers.</summary>
    [Id(6)] public BotSession? Session { get; init; }
}

/// <summary>A function that a bot's action invokes. Source: SEED4, figure 6.1.</summary>
[GenerateSerializer, Immutable, Alias("conversations.invoke-function.v1")]
public sealed record InvokeFunction : Effect
{
    /// <summary>The function's id.</summary>
    [Id(0)] public required string Function { get; init; }
    /// <summary>The payload as JSON text; null for none.</summary>
    [Id(1)] public string? Payload { get; init; }
    /// <summary>A failure escalates, if the bot still has the conversation then.</summary>
    [Id(2)] public bool FailOnError { get; init; }
    /// <summary>The bot.</summary>
    [Id(3)] public required string Bot { get; init; }
}
