using System.Globalization;

namespace Conversations.Journal;

/// <summary>Where a page of <see cref="IConversationJournal.List"/> ended; as text, its cursor.</summary>
/// <param name="CreatedAt">When the last listed conversation was created.</param>
/// <param name="Number">Its number in the order of first appends, which decides between equal times.</param>
public readonly record struct ListPosition(DateTimeOffset CreatedAt, long Number)
{
    /// <exception cref="ArgumentException">The limit or the cursor can't be used.</exception>
    public static ListPosition? Of(ConversationQuery query)
    {
        if (query.Limit is < 1 or > 200)
        {
            throw new ArgumentException($"A page holds 1 to 200 conversations, not {query.Limit}.", nameof(query));
        }
        if (query.Cursor is not { } cursor)
        {
            return null;
        }
        var dash = cursor.IndexOf('-', StringComparison.Ordinal);
        return dash > 0
            && long.TryParse(cursor.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            && long.TryParse(cursor.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && ticks <= DateTimeOffset.MaxValue.Ticks
            ? new(new(ticks, TimeSpan.Zero), number)
            : throw new ArgumentException($"'{cursor}' is no cursor of this listing; give the one that the last page ended with, or none.", nameof(query));
    }

    public override string ToString() => $"{CreatedAt.UtcTicks}-{Number}";
}
