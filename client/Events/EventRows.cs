using Conversations.Cli.Terminal;
using Conversations.Simulation;

namespace Conversations.Cli.Events;

/// <summary>Events as rows that people read: version, time since the start, who, and what was said or decided.</summary>
internal sealed class EventRows(ConversationKey key, DateTimeOffset start)
{
    private const int MostIndent = 12;

    /// <summary>The state after everything that was told.</summary>
    public Conversation State { get; private set; } = Conversation.None(key);

    /// <summary>Folds an event and gives its rows.</summary>
    public IReadOnlyList<string> Tell(long version, ConversationEvent happened)
    {
        // Only the state before it: the story then speaks of this event alone.
        var moment = new Moment
        {
            At = happened.At, Occasion = Occasion.Command, Conversation = key.Conversation, Events = [happened], Before = State,
        };
        var rows = Story.Tell(moment, new ScenarioClock(start)).ToList();
        State = Evolution.Evolve(State, happened);
        return [.. rows.Select((row, i) => Row(i == 0 ? version : null, row))];
    }

    // The journal keeps ticks; a column of times is read in milliseconds.
    private static TimeSpan Milliseconds(TimeSpan time) => TimeSpan.FromMilliseconds(Math.Floor(time.TotalMilliseconds));

    private static string Row(long? version, TimeLineRow row)
    {
        var number = version?.ToString() ?? "";
        var who = row.Who is null ? "" : Printable.Of(row.Who);
        var text = Printable.Of(row.Text).Replace("\n", " ", StringComparison.Ordinal);
        var what = row.Who is null ? $"· {text}" : text;
        var marks = row.Marks == Marks.None ? "" : $"  [{row.Marks.ToString().ToLowerInvariant()}]";
        return $"{number,5}  {Times.Show(Milliseconds(row.At)),10}  {who.PadRight(MostIndent)}  {what}{marks}".TrimEnd();
    }
}
