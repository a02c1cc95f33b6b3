using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Conversations.Cli.DirectLine;

/// <summary>What a conversation is started with.</summary>
internal sealed record DirectLineStart(string User, string? Bot, string? Language);

/// <summary>A started conversation.</summary>
internal sealed record DirectLineConversation
{
    [JsonPropertyName("conversationId")] public required string Id { get; init; }
    public string? StreamUrl { get; init; }
}

internal sealed record StartBody(Account User, string? Locale);

/// <summary>Who sent an activity.</summary>
internal sealed record Account(string? Id, string? Name, string? Role = null);

/// <summary>An activity, as far as a chat shows it.</summary>
internal sealed record Activity
{
    public required string Type { get; init; }
    public string? Id { get; init; }
    public Account? From { get; init; }
    public string? Text { get; init; }
    public string? Locale { get; init; }
    public string? ReplyToId { get; init; }
    public string? Name { get; init; }
    public ImmutableArray<Attachment>? Attachments { get; init; }
    public ChannelData? ChannelData { get; init; }

    /// <summary>Its position in the transcript: the number after the bar of its id; 0 for what has none.</summary>
    [JsonIgnore]
    public long Seq => Id?.LastIndexOf('|') is { } bar and >= 0 && long.TryParse(Id.AsSpan(bar + 1), out var seq) ? seq : 0;
}

internal sealed record Attachment(string? ContentType, string? Name, string? ContentUrl);

/// <summary>What the service says of a line beyond its text.</summary>
internal sealed record ChannelData
{
    [JsonPropertyName("clientActivityID")] public string? ClientActivityId { get; init; }
    public bool Proactive { get; init; }
    public bool Late { get; init; }
    public bool Automatic { get; init; }
}

internal sealed record ActivitySet(ImmutableArray<Activity>? Activities, string? Watermark);

internal sealed record SentActivity(string? Id);

internal sealed record ErrorBody(ErrorDetail? Error);

internal sealed record ErrorDetail(string? Code, string? Message);
