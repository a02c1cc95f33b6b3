using System.Collections.Immutable;
using Conversations.Journal;

namespace Conversations.Silo.Storage.Sqlite;

internal static class DueQuery
{
    // Conversations with the same time follow each other by row id, which is in every index entry: the index alone gives the order.
    private const string Sql = """
        SELECT account, conversation, wake_at FROM conversations
        WHERE partition = ?1 AND wake_at >= ?3 AND wake_at <= ?2
            AND (wake_at > ?3 OR id > (SELECT id FROM conversations WHERE account = ?4 AND conversation = ?5))
        ORDER BY wake_at, id LIMIT ?6
        """;

    public static ImmutableArray<DueConversation> Run(SqliteSession session, int partition, DateTimeOffset until, DueConversation? cursor, int limit) =>
    [
        .. session.Prepare(Sql)
            .Bind(1, partition).Bind(2, until.UtcTicks).Bind(3, cursor?.WakeAt.UtcTicks ?? -1)
            .Bind(4, cursor?.Key.Account).Bind(5, cursor?.Key.Conversation).Bind(6, limit)
            .All(row => new DueConversation(new(row.Text(0)!, row.Text(1)!), row.Time(2))),
    ];
}
