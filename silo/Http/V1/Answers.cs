using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Conversations.Journal;
using Conversations.Silo.Http.Bodies;

namespace Conversations.Silo.Http.V1;

/// <summary>A conversation. Source: contract, <c>GET conversations/{c}</c>.</summary>
internal sealed record ConversationAnswer
{
    public required string Id { get; init; }
    public required ConversationState State { get; init; }
    public required ConversationType Type { get; init; }
    public required Consumer Consumer { get; init; }
    public string? SkillId { get; init; }
    public string? AssignedAgentId { get; init; }
    public string? ProposedAgentId { get; init; }
    public required IReadOnlyList<ParticipantAnswer> Participants { get; init; }
    public required Ttr Ttr { get; init; }
    public DateTimeOffset? EffectiveTTR { get; init; }
    public DateTimeOffset? QueuedSince { get; init; }
    public required bool FirstConversation { get; init; }
    public BotAnswer? Bot { get; init; }
    public required ImmutableArray<TimerView> Timers { get; init; }
    public string? Language { get; init; }
    public required long LastSeq { get; init; }
    public required long Version { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }
    public CloseReason? CloseReason { get; init; }

    public static ConversationAnswer From(ConversationView view) => new()
    {
        Id = view.Id,
        State = view.State,
        Type = view.Type,
        Consumer = view.Consumer,
        SkillId = view.SkillId,
        AssignedAgentId = view.AssignedAgentId,
        ProposedAgentId = view.ProposedAgentId,
        Participants = [.. view.Participants.Select(p => new ParticipantAnswer(p.Id, p.Role, p.Name, p.State))],
        Ttr = view.Ttr,
        EffectiveTTR = view.EffectiveTtr,
        QueuedSince = view.QueuedSince,
        FirstConversation = view.FirstConversation,
        Bot = view.Bot is { } bot ? new(bot.Name, bot.Busy, bot.Turn, bot.Step) : null,
        Timers = view.Timers,
        Language = view.Language,
        LastSeq = view.LastSeq,
        Version = view.Version,
        CreatedAt = view.CreatedAt,
        ClosedAt = view.ClosedAt,
        CloseReason = view.CloseReason is Conversations.CloseReason.Unspecified ? null : view.CloseReason,
    };
}

/// <summary>A participant, with the state also where it is the usual one.</summary>
internal sealed record ParticipantAnswer(string Id, Role Role, string? Name, ParticipantState State);

internal sealed record BotAnswer(string Name, bool Busy, long Turn, string? Step);

/// <summary>A conversation in a list: what the index knows.</summary>
internal sealed record ListedConversationAnswer
{
    public required string Id { get; init; }
    public required ConversationState State { get; init; }
    public required string ConsumerId { get; init; }
    public string? SkillId { get; init; }
    public string? AssignedAgentId { get; init; }
    public required long Version { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    public static ListedConversationAnswer From(ListedConversation listed) => new()
    {
        Id = listed.Id,
        State = listed.Index.State,
        ConsumerId = listed.Index.ConsumerId,
        SkillId = listed.Index.SkillId,
        AssignedAgentId = listed.Index.AgentId,
        Version = listed.Version,
        CreatedAt = listed.Index.CreatedAt,
    };
}

internal sealed record ConversationsAnswer(IReadOnlyList<ListedConversationAnswer> Conversations)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Next { get; init; }
}

/// <summary>A message. Source: contract, <c>GET messages</c>.</summary>
internal sealed record MessageAnswer
{
    public required long Seq { get; init; }
    public required Participant From { get; init; }
    public string? Text { get; init; }
    public RawJson? StructuredContent { get; init; }
    public RawJson? Metadata { get; init; }
    public string? EncodedMetadata { get; init; }
    public required Audience Audience { get; init; }
    public required DateTimeOffset SentAt { get; init; }
    public required bool Automatic { get; init; }
    public required bool Proactive { get; init; }
    public required bool Ignored { get; init; }
    public required bool Late { get; init; }
    public long? InReplyTo { get; init; }
    public string? ClientMessageId { get; init; }
    public string? EventName { get; init; }

    public static MessageAnswer Of(Message message) => new()
    {
        Seq = message.Seq,
        From = message.From,
        Text = message.Text,
        StructuredContent = RawJson.From(message.StructuredContent),
        Metadata = RawJson.From(message.Metadata),
        EncodedMetadata = message.EncodedMetadata,
        Audience = message.Audience,
        SentAt = message.SentAt,
        Automatic = message.Automatic,
        Proactive = message.Proactive,
        Ignored = message.Ignored,
        Late = message.Late,
        InReplyTo = message.InReplyTo,
        ClientMessageId = message.ClientMessageId,
        EventName = message.EventName,
    };
}

internal sealed record MessagesAnswer(IReadOnlyList<MessageAnswer> Messages)
{
    /// <summary>The next call's <c>after</c>; absent when there is nothing more.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Next { get; init; }
}

internal sealed record PublishedAnswer(long Seq)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public bool Ignored { get; init; }
}

/// <summary>A skill, and whether its people work now.</summary>
internal sealed record SkillAnswer(string Id)
{
    public required string Name { get; init; }
    public string? Bot { get; init; }
    public required bool AssignsAutomatically { get; init; }
    public required bool InWorkingHours { get; init; }
    /// <summary>The start of the next shift; null when on shift, or when none comes within a year.</summary>
    public DateTimeOffset? NextShift { get; init; }
}

internal sealed record SkillsAnswer(IReadOnlyList<SkillAnswer> Skills);

internal sealed record AgentsAnswer(IReadOnlyList<AgentView> Agents);

/// <summary>Who waits for a skill, the most pressing first; at most 1,000 of <paramref name="Length"/>.</summary>
internal sealed record QueueAnswer(string SkillId, int Length, IReadOnlyList<WaitingAnswer> Conversations)
{
    public static QueueAnswer From(QueueView view) =>
        new(view.SkillId, view.Length, [.. view.Entries.Select(e => new WaitingAnswer(e.Conversation, e.Since) { EffectiveTTR = e.EffectiveTtr })]);
}

internal sealed record WaitingAnswer(string Id, DateTimeOffset QueuedSince)
{
    public DateTimeOffset? EffectiveTTR { get; init; }
}

/// <summary>The answer of <c>POST configuration/check</c> when nothing is wrong.</summary>
internal sealed record CheckedAnswer(IReadOnlyList<ConfigurationFault> Problems);

/// <summary>The answer of <c>GET configuration</c>: path to text, and what names this state of them.</summary>
internal sealed record ConfigurationAnswer(IReadOnlyDictionary<string, string> Files, string Version);

/// <summary>The answer of <c>PUT configuration</c>: the new version, and warnings.</summary>
internal sealed record ReplacedAnswer(string Version, IReadOnlyList<ConfigurationFault> Problems);
