using Conversations.Accounts;

namespace Conversations.Bots;

/// <summary>Several messages of a consumer become one for the bot. Source: the field's <i>Combine Messages</i>.</summary>
internal static class Combining
{
    /// <summary>A message was added to those that wait.</summary>
    public static void Add(Deliberation d, CombineMessages combine)
    {
        if (d.State.Talk.CombineUntil is null) d.Raise(new MessagesCombining { At = d.Now, Until = d.Now + combine.Within });
        if (d.State.Queue.Length >= combine.MaxMessages) Turns.StartQueued(d);
    }

    /// <summary>The consumer is typing: the next message may be longer in coming.</summary>
    public static Decision Note(Conversation state, Account account, DateTimeOffset now)
    {
        var d = new Deliberation(state, account, now);
        Clocks.Advance(d);
        if (d.State is { Talk.CombineUntil: not null, Busy: null } && d.Bot?.Connector?.Combine?.AfterTyping is { } wait)
        {
            d.Raise(new MessagesCombining { At = now, Until = now + wait });
        }
        return d.Done();
    }

    /// <summary>Whether more messages may still come.</summary>
    public static bool IsWaiting(Deliberation d, CombineMessages combine) =>
        d.State.Talk.CombineUntil is { } until && d.Now < until && d.State.Queue.Length < combine.MaxMessages;

    /// <summary>Gives what waits to the bot, as one.</summary>
    public static void Start(Deliberation d, Bot bot, CombineMessages combine)
    {
        var waiting = d.State.Queue;
        // An event has no text to be joined: it goes on its own, after what was said before it.
        var upToEvent = waiting.TakeWhile(m => m.EventName is null).Take(combine.MaxMessages).ToList();
        // Files and rich content go along with the last one alone, so that nothing may follow them.
        var rich = upToEvent.FindIndex(m => m.StructuredContent is not null || ConsumerActivity.HasMoreThanText(m.Activity));
        if (rich >= 0) upToEvent.RemoveRange(rich + 1, upToEvent.Count - rich - 1);
        if (upToEvent.Count == 0) Asking.Start(d, bot, waiting[0], []);
        else Asking.Start(d, bot, upToEvent[^1], [.. upToEvent[..^1]]);
    }
}
