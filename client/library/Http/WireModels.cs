using System.Collections.Immutable;
using System.Text.Json;

namespace Conversations.Client.Http;

// The bodies of v1 as they are on the wire. What is text in the library is a JSON value there, and absent means null.

internal sealed record OpenBody(
    Consumer Consumer, string? Bot, string? SkillId, ConversationType Type, string? Language, bool Preview, JsonElement? Sdes, JsonElement? Event);

internal sealed record PublishBody(
    Participant From, string? Text, JsonElement? StructuredContent, JsonElement? Metadata, string? EncodedMetadata,
    Audience Audience, string ClientMessageId);

internal sealed record ChatInstanceBody(string Message, string ClientMessageId);

internal sealed record CloseBody(CloseReason By);

internal sealed record AcceptBody(string AgentId);

internal sealed record PresenceBody(AgentPresence State);

internal sealed record CheckBody(IReadOnlyDictionary<string, string> Files);

internal sealed record PublishedAnswer(long Seq, bool Ignored);

internal sealed record MessagesAnswer(ImmutableArray<MessageAnswer> Messages, string? Next);

internal sealed record MessageAnswer
{
    public required long Seq { get; init; }
    public required Participant From { get; init; }
    public string? Text { get; init; }
    public JsonElement? StructuredContent { get; init; }
    public JsonElement? Metadata { get; init; }
    public string? EncodedMetadata { get; init; }
    public Audience Audience { get; init; }
    public required DateTimeOffset SentAt { get; init; }
    public bool Automatic { get; init; }
    public bool Proactive { get; init; }
    public bool Ignored { get; init; }
    public bool Late { get; init; }
    public long? InReplyTo { get; init; }
    public string? ClientMessageId { get; init; }
    public string? EventName { get; init; }

    public Message ToMessage() => new()
    {
        Seq = Seq,
        From = From,
        Text = Text,
        StructuredContent = StructuredContent?.GetRawText(),
        Metadata = Metadata?.GetRawText(),
        EncodedMetadata = EncodedMetadata,
        Audience = Audience,
        SentAt = SentAt,
        Automatic = Automatic,
        Proactive = Proactive,
        Ignored = Ignored,
        Late = Late,
        InReplyTo = InReplyTo,
        ClientMessageId = ClientMessageId,
        EventName = EventName,
    };
}

internal sealed record ConversationAnswer
{
    public required string Id { get; init; }
    public required ConversationState State { get; init; }
    public required Consumer Consumer { get; init; }
    public ConversationType Type { get; init; }
    public string? SkillId { get; init; }
    public string? AssignedAgentId { get; init; }
    public string? ProposedAgentId { get; init; }
    public ImmutableArray<Participant> Participants { get; init; } = [];
    public Ttr Ttr { get; init; } = Ttr.Normal;
    public DateTimeOffset? EffectiveTTR { get; init; }
    public DateTimeOffset? QueuedSince { get; init; }
    public bool FirstConversation { get; init; }
    public BotView? Bot { get; init; }
    public ImmutableArray<TimerView> Timers { get; init; } = [];
    public string? Language { get; init; }
    public long LastSeq { get; init; }
    public required long Version { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }
    public CloseReason? CloseReason { get; init; }

    public ConversationView ToView() => new()
    {
        Id = Id,
        State = State,
        Consumer = Consumer,
        Type = Type,
        SkillId = SkillId,
        AssignedAgentId = AssignedAgentId,
        ProposedAgentId = ProposedAgentId,
        Participants = Participants,
        Ttr = Ttr,
        EffectiveTtr = EffectiveTTR,
        QueuedSince = QueuedSince,
        FirstConversation = FirstConversation,
        Bot = Bot,
        Timers = Timers,
        Language = Language,
        LastSeq = LastSeq,
        Version = Version,
        CreatedAt = CreatedAt,
        ClosedAt = ClosedAt,
        CloseReason = CloseReason ?? Conversations.CloseReason.Unspecified,
    };
}

internal sealed record CheckAnswer(ImmutableArray<ConfigurationFault>? Problems);

internal sealed record ProblemAnswer(string? Code, string? Title, string? Detail, JsonElement? Errors);
