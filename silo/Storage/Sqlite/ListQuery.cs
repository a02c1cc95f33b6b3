using System.Text;
using Conversations.Journal;

namespace Conversations.Silo.Storage.Sqlite;

/// <summary>A page of an account's conversations. Its text has a part for each thing asked for, so it is one of a few dozen.</summary>
internal static class ListQuery
{
    public static ConversationPage Run(SqliteSession session, ConversationQuery query, ListPosition? after)
    {
        var statement = session.Prepare(Sql(query, after));
        statement.Bind(1, query.Account).Bind(2, query.Limit + 1);
        BindAsked(statement, query);
        if (after is { } position)
        {
            statement.Bind(8, position.CreatedAt.UtcTicks).Bind(9, position.Number);
        }
        // One more than asked tells whether there is a next page.
        var rows = statement.All(row => (Number: row.Long(0), Conversation: new ListedConversation(row.Text(1)!, row.Long(2), IndexColumns.Read(row, 3))));
        var page = rows.Take(query.Limit).ToArray();
        var next = rows.Count > page.Length ? new ListPosition(page[^1].Conversation.Index.CreatedAt, page[^1].Number).ToString() : null;
        return new([.. page.Select(row => row.Conversation)], next);
    }

    private static string Sql(ConversationQuery query, ListPosition? after)
    {
        var sql = new StringBuilder(
            "SELECT id, conversation, version, consumer, skill, agent, state, created_at, wake_at FROM conversations JOIN heads USING (id) WHERE account = ?1");
        _ = query.State is null ? sql : sql.Append(" AND state = ?3");
        _ = query.SkillId is null ? sql : sql.Append(" AND skill = ?4");
        _ = query.AgentId is null ? sql : sql.Append(" AND agent = ?5");
        _ = query.ConsumerId is null ? sql : sql.Append(" AND consumer = ?6");
        _ = query.Text is null ? sql : sql.Append(" AND (consumer LIKE ?7 ESCAPE '\\' OR conversation LIKE ?7 ESCAPE '\\')");
        _ = after is null ? sql : sql.Append(" AND created_at <= ?8 AND (created_at < ?8 OR id < ?9)");
        return sql.Append(" ORDER BY created_at DESC, id DESC LIMIT ?2").ToString();
    }

    private static void BindAsked(SqliteStatement statement, ConversationQuery query)
    {
        if (query.State is { } state)
        {
            statement.Bind(3, (long)state);
        }
        if (query.SkillId is not null)
        {
            statement.Bind(4, query.SkillId);
        }
        if (query.AgentId is not null)
        {
            statement.Bind(5, query.AgentId);
        }
        if (query.ConsumerId is not null)
        {
            statement.Bind(6, query.ConsumerId);
        }
        if (query.Text is { } text)
        {
            statement.Bind(7, LikePattern.Containing(text));
        }
    }
}
