using System.Collections.Immutable;
using System.Text.Json;

namespace Conversations.Bots;

/// <summary>Reads what a bot sent into what it says and does. Pure; every part that can't be carried out becomes a refusal. Source: SEED4.</summary>
public static class BotActivityReader
{
    /// <summary>Reads one activity, given as JSON text. Comments and trailing commas are read over. Never throws, whatever the text is.</summary>
    public static BotReading Read(string activity, BotReadingRules rules)
    {
        ArgumentNullException.ThrowIfNull(activity);
        var draft = new ReadingDraft(rules);
        using var json = ActivityJson.Parse(activity, out var fault);
        if (json is null || fault is not null)
        {
            draft.Refuse("activity", fault!.Value.Reason, fault.Value.Detail);
            return draft.Finish("", json?.RootElement, ActivityFingerprint.OfText(activity));
        }
        var fingerprint = ActivityFingerprint.Of(json.RootElement);
        var type = json.RootElement.Text("type") ?? "";
        ActivityReading.Read(json.RootElement, type, draft);
        return draft.Finish(type, json.RootElement, fingerprint);
    }
}

/// <summary>What the meaning of an activity depends on.</summary>
/// <param name="EncodedMetadata">The account's feature <c>encodedMetadata</c> is on.</param>
/// <param name="Type">Messaging or chat.</param>
public readonly record struct BotReadingRules(bool EncodedMetadata, ConversationType Type);

/// <summary>What an activity means.</summary>
public sealed record BotReading
{
    /// <summary>The activity's type; empty when it has none.</summary>
    public required string Type { get; init; }
    /// <summary>Its id; null when it has none, or one of more than 300 characters.</summary>
    public string? Id { get; init; }
    /// <summary>The id of what it answers; null when it has none, or one of more than 300 characters.</summary>
    public string? ReplyToId { get; init; }
    /// <summary>The same for activities that say the same: without id, times and addresses. 32 hexadecimal digits.</summary>
    public required string Fingerprint { get; init; }
    public ImmutableArray<BotAction> Actions { get; init; } = [];
    public ImmutableArray<BotRefusal> Refusals { get; init; } = [];
    /// <summary>The bot types; it may carry a part of a text that is streamed.</summary>
    public bool IsTyping => Type == "typing";
    /// <summary>It says nothing and refuses nothing: typing, a trace, a part of a stream.</summary>
    public bool IsSilent => Actions.IsEmpty && Refusals.IsEmpty;
}
