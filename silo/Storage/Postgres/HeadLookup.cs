using Conversations.Journal;
using Npgsql;

namespace Conversations.Silo.Storage.Postgres;

/// <summary>Reads the heads of conversations and, for appends whose outcome is in doubt, whether they are there; one round trip.</summary>
internal static class HeadLookup
{
    public static void Run(PostgresWriterSession session, List<ConversationAppends> conversations)
    {
        using var batch = session.Batch();
        var heads = new NpgsqlBatchCommand(session.Statements.Heads);
        heads.Parameters.Array(conversations.ConvertAll(c => c.Key.Account)).Array(conversations.ConvertAll(c => c.Key.Conversation));
        batch.BatchCommands.Add(heads);
        // After the heads: an append that is committed in between is found, and none is taken for lost whose version is gone.
        var doubts = conversations.SelectMany(c => c.InDoubt).Select(request => request.Id).ToList();
        var written = new NpgsqlBatchCommand(session.Statements.Written);
        written.Parameters.Array(doubts);
        batch.BatchCommands.Add(written);

        var found = new ConversationHead?[conversations.Count];
        HashSet<Guid> there = [];
        using (var reader = batch.ExecuteReader())
        {
            while (reader.Read())
            {
                found[reader.GetInt64(0) - 1] = new(reader.GetInt64(1), reader.GetInt64(2), reader.GetGuid(3), IndexColumns.Read(reader, 4));
            }
            for (reader.NextResult(); reader.Read();)
            {
                there.Add(reader.GetGuid(0));
            }
        }
        for (var i = 0; i < found.Length; i++)
        {
            conversations[i].Found(found[i], there);
        }
    }
}
