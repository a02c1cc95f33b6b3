using System.Collections.Immutable;
using Conversations.Journal;

namespace Conversations.Silo.Storage.Sqlite;

/// <summary>
/// Reads a conversation's appends backwards, each row naming the one before it. Rows never change and the first look-up gives
/// the last one, so no transaction has to hold the walk together.
/// </summary>
internal static class AppendChain
{
    public static JournalReading? Load(SqliteSession session, ConversationKey key)
    {
        if (LastAppend(session, key) is not { } id)
        {
            return null;
        }
        var row = session.Prepare("SELECT version, count, previous, events, snapshot FROM appends WHERE id = ?");
        List<StoredAppend> appends = [];
        for (long? next = id; next is { } at;)
        {
            StepTo(row, at);
            var version = row.Long(0);
            if (row.Bytes(4) is { } snapshot)
            {
                row.Reset();
                return new(snapshot, version, OldestFirst(appends));
            }
            appends.Add(new(version - row.Long(1) + 1, version, row.Bytes(3)));
            next = row.IsNull(2) ? null : row.Long(2);
            row.Reset();
        }
        return new(null, 0, OldestFirst(appends));
    }

    public static ImmutableArray<StoredAppend> Read(SqliteSession session, ConversationKey key, long afterVersion, int maxAppends)
    {
        var row = session.Prepare("SELECT version, count, events FROM appends WHERE id = ?");
        var found = ImmutableArray.CreateBuilder<StoredAppend>();
        // The oldest were met last.
        foreach (var id in After(session, key, afterVersion).AsEnumerable().Reverse().Take(maxAppends))
        {
            StepTo(row, id);
            var version = row.Long(0);
            found.Add(new(version - row.Long(1) + 1, version, row.Bytes(2)));
            row.Reset();
        }
        return found.ToImmutable();
    }

    /// <summary>The row ids of the appends that hold a version above this one, newest first; their events stay on disk.</summary>
    private static List<long> After(SqliteSession session, ConversationKey key, long afterVersion)
    {
        List<long> ids = [];
        var row = session.Prepare("SELECT version, previous FROM appends WHERE id = ?");
        for (var next = LastAppend(session, key); next is { } at;)
        {
            StepTo(row, at);
            var isWanted = row.Long(0) > afterVersion;
            next = isWanted && !row.IsNull(1) ? row.Long(1) : null;
            row.Reset();
            if (isWanted)
            {
                ids.Add(at);
            }
        }
        return ids;
    }

    private static long? LastAppend(SqliteSession session, ConversationKey key) =>
        session.Prepare("SELECT last_append FROM conversations JOIN heads USING (id) WHERE account = ? AND conversation = ?")
            .Bind(1, key.Account).Bind(2, key.Conversation).Scalar();

    private static void StepTo(SqliteStatement row, long id)
    {
        if (!row.Bind(1, id).Step())
        {
            throw new SqliteFailure(SQLitePCL.raw.SQLITE_CORRUPT, $"append {id} is missing");
        }
    }

    private static ImmutableArray<StoredAppend> OldestFirst(List<StoredAppend> appends)
    {
        appends.Reverse();
        return [.. appends];
    }
}
