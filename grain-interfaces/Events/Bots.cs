using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Conversations.Bots;

namespace Conversations;

/// <summary>A third-party bot was asked; the request is an effect.</summary>
[GenerateSerializer, Immutable, Alias("conversations.bot-asked.v1")]
public sealed record BotAsked : ConversationEvent
{
    /// <summary>The turn; a welcome gets one without keeping the bot busy.</summary>
    [Id(0)] public required long Turn { get; init; }
    /// <summary>The request.</summary>
    [Id(1)] public required BotRequest Request { get; init; }
    /// <summary>Proactive messages to be sent while the bot has not answered, texts final.</summary>
    [Id(2)] public ImmutableArray<PlannedMessage> Planned { get; init; } = [];
}

/// <summary>A request to a bot was about to be sent once more, under the same activity id.</summary>
[GenerateSerializer, Immutable, Alias("conversations.bot-request-repeated.v1")]
public sealed record BotRequestRepeated : ConversationEvent
{
    /// <summary>The turn.</summary>
    [Id(0)] public required long Turn { get; init; }
    /// <summary>Which try begins, from 2.</summary>
    [Id(1)] public required int Try { get; init; }
}

/// <summary>A bot said something. What it is to be shown or carried out waits in the conversation's one queue.</summary>
[GenerateSerializer, Immutable, Alias("conversations.bot-heard.v1")]
public sealed record BotHeard : ConversationEvent
{
    /// <summary>1, 2, 3, …: what the bot has said in this conversation.</summary>
    [Id(0)] public required long Number { get; init; }
    /// <summary>The bot.</summary>
    [Id(1)] public required string Bot { get; init; }
    /// <summary>The turn that it answers; null when it answers none.</summary>
    [Id(2)] public long? Turn { get; init; }
    /// <summary>The activity's own id, if the bot gave one.</summary>
    [Id(3)] public string? ActivityId { get; init; }
    /// <summary>The same for activities that say the same.</summary>
    [Id(4)] public required string Fingerprint { get; init; }
    /// <summary>What it says and does, in order.</summary>
    [Id(5)] public ImmutableArray<BotAction> Actions { get; init; } = [];
    /// <summary>What of it is not carried out.</summary>
    [Id(6)] public ImmutableArray<BotRefusal> Refusals { get; init; } = [];
    /// <summary>It came after the bot's time.</summary>
    [Id(7)] public bool Late { get; init; }
}

/// <summary>The connector's memory of the conversation changed.</summary>
[GenerateSerializer, Immutable, Alias("conversations.bot-session-changed.v1")]
public sealed record BotSessionChanged : ConversationEvent
{
    /// <summary>From now on.</summary>
    [Id(0)] public required BotSession Session { get; init; }
}

/// <summary>The bot waits before it goes on. Source: SEED4, delays.</summary>
[GenerateSerializer, Immutable, Alias("conversations.bot-paused.v1")]
public sealed record BotPaused : ConversationEvent
{
    /// <summary>Until when, UTC.</summary>
    [Id(0)] public required DateTimeOffset Until { get; init; }
    /// <summary>Whether a typing indicator is shown.</summary>
    [Id(1)] public bool Typing { get; init; }
    /// <summary>The turn that it belongs to.</summary>
    [Id(2)] public long? Turn { get; init; }
}

/// <summary>The bot says that it types, where consumers are not shown that anyway. It is no answer.</summary>
[GenerateSerializer, Immutable, Alias("conversations.bot-typed.v1")]
public sealed record BotTyped : ConversationEvent
{
    /// <summary>The running turn, until whose next line or end it is shown; null after the turn or unasked, when it is shown for a moment.</summary>
    [Id(0)] public long? Turn { get; init; }
}

/// <summary>The bot's wait is over.</summary>
[GenerateSerializer, Immutable, Alias("conversations.bot-resumed.v1")]
public sealed record BotResumed : ConversationEvent;

/// <summary>An action of a bot was carried out; what came of it are the events that follow.</summary>
[GenerateSerializer, Immutable, Alias("conversations.bot-action-taken.v1")]
public sealed record BotActionTaken : ConversationEvent
{
    /// <summary>The turn that it belongs to.</summary>
    [Id(0)] public long? Turn { get; init; }
    /// <summary>What it was.</summary>
    [Id(1)] public required BotAction Action { get; init; }
    /// <summary>Why it did nothing; null when it was carried out.</summary>
    [Id(2)] public BotRefusal? Refused { get; init; }
}

/// <summary>What a bot still had to say is not said: somebody else has the conversation, it is over, or the bot has failed before that.</summary>
[GenerateSerializer, Immutable, Alias("conversations.bot-silenced.v1")]
public sealed record BotSilenced : ConversationEvent
{
    /// <summary>How much was left: lines, waits and actions.</summary>
    [Id(0)] public required int Count { get; init; }
    /// <summary>Why, as a stable word: <c>transferred</c>, <c>conversation_closed</c> or <c>escalated</c>.</summary>
    [Id(1)] public required string Reason { get; init; }
    /// <summary>The turn whose rest it is; null when it is all that there was.</summary>
    [Id(2)] public long? Turn { get; init; }
}

/// <summary>A bot failed, and people are to take over. Source: SEED4 and the field's escalation rules.</summary>
[GenerateSerializer, Immutable, Alias("conversations.bot-escalated.v1")]
public sealed record BotEscalated : ConversationEvent
{
    /// <summary>The turn; null when none was running.</summary>
    [Id(0)] public long? Turn { get; init; }
    /// <summary>Why, as a stable word: see <see cref="BotFaults"/>.</summary>
    [Id(1)] public required string Reason { get; init; }
    /// <summary>A sentence for the operator.</summary>
    [Id(2)] public required string Detail { get; init; }
    /// <summary>The skill it goes to; null when the bot has none to escalate to, or the account no longer has it.</summary>
    [Id(3)] public string? SkillId { get; init; }
    /// <summary>Something that the bot said led to it: it comes before what the bot said after that. Else it comes after all that has been said.</summary>
    [Id(4)] public bool AtItsPlace { get; init; }
}

/// <summary>Messages of the consumer are being collected, to be given to the bot as one.</summary>
[GenerateSerializer, Immutable, Alias("conversations.messages-combining.v1")]
public sealed record MessagesCombining : ConversationEvent
{
    /// <summary>Until when, UTC.</summary>
    [Id(0)] public required DateTimeOffset Until { get; init; }
}
