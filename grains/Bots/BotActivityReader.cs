using System.Collections.Immutable;

namespace Conversations.Bots;

/// <summary>Reads what a bot sent into what it says and does. Pure; every part that can't be carried out becomes a refusal. Source: SEED4.</summary>
public static class BotActivityReader
{
    /// <summary>Reads one activity, given as JSON text.</summary>
    public static BotReading Read(string activity, BotReadingRules rules) => throw new NotImplementedException(activity + rules);
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
    public string? Id { get; init; }
    public string? ReplyToId { get; init; }
    /// <summary>The same for activities that say the same: without id, times and addresses. 32 hexadecimal digits.</summary>
    public required string Fingerprint { get; init; }
    public ImmutableArray<BotAction> Actions { get; init; } = [];
    public ImmutableArray<BotRefusal> Refusals { get; init; } = [];
    /// <summary>It says nothing and refuses nothing: typing, a trace, a part of a stream.</summary>
    public bool IsSilent => Actions.IsEmpty && Refusals.IsEmpty;
}
