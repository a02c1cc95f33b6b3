using System.Collections.Immutable;
using Conversations.Bots;

namespace Conversations;

/// <summary>A third-party bot said something.</summary>
/// <remarks>The receipt's <see cref="Receipt.Seq"/> is the number of the last activity that was taken; a repeat answers as the first time.</remarks>
[GenerateSerializer, Immutable, Alias("conversations.hear-bot.v1")]
public sealed record HearBot : ConversationCommand
{
    /// <summary>The bot's name in the account.</summary>
    [Id(0)] public required string Bot { get; init; }
    /// <summary>What it said: activities as JSON texts, in its order.</summary>
    [Id(1)] public required ImmutableArray<string> Activities { get; init; }
    /// <summary>Whether the bot may have sent the same before without being told that it arrived: equal content counts once then.</summary>
    [Id(2)] public bool Doubtful { get; init; }
    /// <summary>For agents alone, whatever the bot wrote.</summary>
    [Id(3)] public bool Private { get; init; }
    /// <summary>What the connector is to remember from now on, on disk together with what was said; null: as before.</summary>
    [Id(4)] public BotSession? Session { get; init; }
    /// <summary>
    /// From where on <see cref="Activities"/> were read. Refused with <see cref="RefusalCodes.MovedOn"/> when what the conversation
    /// remembers is not that place: somebody else has read further, or this very command was carried out before. Null: not held against anything.
    /// </summary>
    [Id(5)] public BotSession? ReadAfter { get; init; }
}

/// <summary>A request to a bot is about to be sent once more. Refused with <see cref="RefusalCodes.MovedOn"/> when it must not be.</summary>
[GenerateSerializer, Immutable, Alias("conversations.repeat-bot-request.v1")]
public sealed record RepeatBotRequest : ConversationCommand
{
    /// <summary>The effect's key.</summary>
    [Id(0)] public required string Key { get; init; }
    /// <summary>Refused, too, when the bot has answered: it failed after that, and asked again it would answer twice.</summary>
    [Id(1)] public bool UnlessAnswered { get; init; }
}

/// <summary>The consumer is typing. Changes something only while messages are being combined.</summary>
[GenerateSerializer, Immutable, Alias("conversations.note-typing.v1")]
public sealed record NoteTyping : ConversationCommand;
