namespace Conversations.Bots;

/// <summary>That a bot types, as consumers are to be shown it. It follows from events alone; null for not at all.</summary>
/// <param name="Turn">The turn that it belongs to; 0 for none.</param>
/// <param name="Lasts">It is shown again and again until it is over; else once.</param>
public sealed record BotTyping(long Turn, bool Lasts)
{
    /// <summary>What becomes of it with an event; another instance where it is to be shown anew.</summary>
    public static BotTyping? After(BotTyping? typing, ConversationEvent happened) => happened switch
    {
        TurnStarted e => new BotTyping(e.Turn, true),
        BotTyped { Turn: { } turn } => new BotTyping(turn, true),
        BotTyped => new BotTyping(0, false),
        // What the bot says ends the typing; a delay shows it again for as long as it lasts, if the bot wants that (SEED4).
        BotPaused { Typing: true } e => new BotTyping(e.Turn ?? 0, true),
        MessagePublished { BotSpoke: true } or BotResumed or BotPaused or Transferred or ConversationClosed => null,
        TurnEnded e when e.Turn == typing?.Turn => null,
        TurnDetached e when e.Turn == typing?.Turn => null,
        _ => typing,
    };
}
