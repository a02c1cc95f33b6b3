using System.Text.Json;

namespace Conversations.Silo.Bots.DirectLine;

/// <summary>One activity of a feed: what tells whose it is, and the rest as it came.</summary>
internal sealed record RemoteActivity
{
    public required string Raw { get; init; }
    public string Type { get; init; } = "";
    public string? Id { get; init; }
    public string? ReplyToId { get; init; }
    public string? FromId { get; init; }
    public bool IsFromBot { get; init; }
    /// <summary><c>channelData.clientActivityID</c>.</summary>
    public string? ClientActivityId { get; init; }

    /// <summary>The bot lets us know that it is at work; a part of a text that it streams is such a sign, too.</summary>
    public bool IsTyping => Type is "typing";

    /// <summary>Whether a bot that sends it has answered: signs of life and what a client is not meant to see are none.</summary>
    public bool IsAnswer => Type is not ("typing" or "trace" or "conversationUpdate" or "");

    public static RemoteActivity Read(JsonElement json) => new()
    {
        Raw = json.GetRawText(),
        Type = Text(json, "type") ?? "",
        Id = Text(json, "id") is { Length: > 0 } id ? id : null,
        ReplyToId = Text(json, "replyToId"),
        FromId = Object(json, "from") is { } from ? Text(from, "id") : null,
        IsFromBot = Object(json, "from") is { } sender && Text(sender, "role") == "bot",
        ClientActivityId = Object(json, "channelData") is { } data ? Text(data, "clientActivityID") : null,
    };

    /// <summary>The activity with another <c>replyToId</c>, and else byte for byte as it was.</summary>
    public string Answering(string id) => id == ReplyToId ? Raw : ActivityText.With(Raw, "replyToId", id, FeedPage.Depth);

    private static JsonElement? Object(JsonElement parent, string name) =>
        ActivityText.Member(parent, name) is { ValueKind: JsonValueKind.Object } value ? value : null;

    private static string? Text(JsonElement parent, string name) =>
        ActivityText.Member(parent, name) is not { } value ? null : value.ValueKind is JsonValueKind.Number ? value.GetRawText() : ActivityText.Text(value);
}
