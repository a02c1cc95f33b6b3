using System.Text;
using Conversations.Journal;
using Npgsql;

namespace Conversations.Silo.Storage.Postgres;

/// <summary>A page of an account's conversations. Its text has a part for each thing asked for.</summary>
internal static class ListQuery
{
    public static async Task<ConversationPage> Run(
        NpgsqlConnection connection, string schema, ConversationQuery query, ListPosition? after, CancellationToken cancellation)
    {
        await using var command = Command(schema, query, after);
        command.Connection = connection;
        List<(long Number, ListedConversation Conversation)> rows = [];
        await using (var row = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false))
        {
            while (await row.ReadAsync(cancellation).ConfigureAwait(false))
            {
                rows.Add((row.GetInt64(0), new(row.GetString(1), row.GetInt64(2), IndexColumns.Read(row, 3))));
            }
        }
        // One more than asked tells whether there is a next page.
        var page = rows.Take(query.Limit).ToArray();
        var next = rows.Count > page.Length ? new ListPosition(page[^1].Conversation.Index.CreatedAt, page[^1].Number).ToString() : null;
        return new([.. page.Select(row => row.Conversation)], next);
    }

    private static NpgsqlCommand Command(string schema, ConversationQuery query, ListPosition? after)
    {
        var command = new NpgsqlCommand();
        var sql = new StringBuilder(
            $"""
            SELECT c.id, c.conversation, h.version, c.consumer, c.skill, c.agent, c.state, c.created_at, h.wake_at
            FROM {schema}.conversations c JOIN {schema}.heads h ON h.id = c.id WHERE c.account =
            """).Append(' ').Append(Value(query.Account));
        _ = query.State is not { } state ? sql : sql.Append(" AND c.state = ").Append(Value((short)state));
        _ = query.SkillId is not { } skill ? sql : sql.Append(" AND c.skill = ").Append(Value(skill));
        _ = query.AgentId is not { } agent ? sql : sql.Append(" AND c.agent = ").Append(Value(agent));
        _ = query.ConsumerId is not { } consumer ? sql : sql.Append(" AND c.consumer = ").Append(Value(consumer));
        if (query.Text is { } text)
        {
            var pattern = Value(LikePattern.Containing(text));
            sql.Append(" AND (c.consumer ILIKE ").Append(pattern).Append(" OR c.conversation ILIKE ").Append(pattern).Append(')');
        }
        if (after is { } position)
        {
            sql.Append(" AND (c.created_at, c.id) < (").Append(Value(position.CreatedAt.UtcTicks)).Append(", ").Append(Value(position.Number)).Append(')');
        }
        command.CommandText = sql.Append(" ORDER BY c.created_at DESC, c.id DESC LIMIT ").Append(Value((long)query.Limit + 1)).ToString();
        return command;

        string Value<T>(T value)
        {
            command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
            return $"${command.Parameters.Count}";
        }
    }
}
