namespace Conversations.Bots;

/// <summary>
/// What a bot's own typing changes. Consumers see it type from the question to its answer and during delays anyway: only typing beyond
/// that is recorded. It answers nothing, waits for nothing and counts for nothing, so that a text streamed in hundreds of parts is one typing.
/// </summary>
internal static class Typing
{
    /// <summary>So long clients show it; a bot that says it more often is not recorded more often.</summary>
    private static readonly TimeSpan Shown = TimeSpan.FromSeconds(3);

    /// <summary>Consumers are shown that the bot types: until it says something, during its delays, and when it says so.</summary>
    public static bool IsShown(Conversation state) => state.Talk.Pause is { } pause ? pause.Typing
        : state.Busy is { } busy && (state.Talk.Exchanges.LastOrDefault(x => x.Turn == busy.Turn) is not { IsAnswered: true } || state.Talk.Typed?.Turn == busy.Turn);

    public static void Note(Deliberation d, string bot, Exchange? exchange)
    {
        // What waits in the queue says by itself whether the bot types until then.
        if (!d.State.IsOpen || d.State.Bot != bot || d.State.Talk is not { Pending.IsEmpty: true, Pause: null } talk) return;
        if (exchange is null ? d.Bot?.Connector?.Proactive != true : exchange.State == ExchangeState.Failed) return;
        if (IsShown(d.State)) return;
        var turn = d.State.Busy is { } busy && busy.Turn == exchange?.Turn ? busy.Turn : (long?)null;
        if (talk.Typed is { } typed && d.Now - typed.At < Shown) return;
        d.Raise(new BotTyped { At = d.Now, Turn = turn });
    }
}
