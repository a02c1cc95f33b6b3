using Conversations.Journal;

namespace Conversations.Silo.Storage.Sqlite;

/// <summary>
/// Turns appends into rows. One that does not change what the index says costs an INSERT at the end of a table, and once per
/// conversation and batch an UPDATE by row id; nothing is read for a conversation it remembers.
/// </summary>
internal sealed class AppendWriter(SqliteSession session, HeadCache<ConversationHead> heads)
{
    private readonly SqliteStatement _find = session.Prepare(
        """
        SELECT id, version, last_append, consumer, skill, agent, state, created_at, wake_at
        FROM conversations JOIN heads USING (id) WHERE account = ? AND conversation = ?
        """);
    private readonly SqliteStatement _append = session.Prepare("INSERT INTO appends VALUES (?, ?, ?, ?, ?, ?, ?)");
    private readonly SqliteStatement _create = session.Prepare("INSERT INTO conversations VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    private readonly SqliteStatement _begin = session.Prepare("INSERT INTO heads VALUES (?, ?, ?)");
    private readonly SqliteStatement _move = session.Prepare("UPDATE heads SET version = ?, last_append = ? WHERE id = ?");
    private readonly SqliteStatement _wake = session.Prepare("UPDATE conversations SET wake_at = ? WHERE id = ?");
    private readonly SqliteStatement _describe = session.Prepare("UPDATE conversations SET state = ?, skill = ? WHERE id = ?");
    private readonly SqliteStatement _assign = session.Prepare("UPDATE conversations SET agent = ? WHERE id = ?");
    private readonly SqliteStatement _rename = session.Prepare("UPDATE conversations SET consumer = ? WHERE id = ?");
    private readonly List<ConversationHead> _behind = [];
    private long _lastAppend = session.Prepare("SELECT max(id) FROM appends").Scalar() ?? 0;
    private long _lastConversation = session.Prepare("SELECT max(id) FROM conversations").Scalar() ?? 0;

    /// <summary>Writes the append; when the conversation is at another version, writes nothing and returns that version.</summary>
    public long? Add(JournalAppend append)
    {
        var head = Find(append.Key);
        var version = head?.Version ?? 0;
        if (version != append.ExpectedVersion)
        {
            return version;
        }
        Insert(append, head);
        if (head is null)
        {
            Create(append);
        }
        else
        {
            Advance(head, append);
        }
        return null;
    }

    /// <summary>Brings the rows of conversations that went on in this batch up to date, before its commit.</summary>
    public void Flush()
    {
        foreach (var head in _behind)
        {
            _move.Bind(1, head.Version).Bind(2, head.LastAppend).Bind(3, head.Id).Run();
            head.IsBehind = false;
        }
        _behind.Clear();
    }

    private ConversationHead? Find(ConversationKey key)
    {
        if (heads.TryGet(key, out var head))
        {
            return head;
        }
        try
        {
            if (!_find.Bind(1, key.Account).Bind(2, key.Conversation).Step())
            {
                return null;
            }
            head = new(_find.Long(0), _find.Long(1), _find.Long(2), IndexColumns.Read(_find, 3));
        }
        finally
        {
            _find.Reset();
        }
        heads.Add(key, head);
        return head;
    }

    private void Insert(JournalAppend append, ConversationHead? head)
    {
        _append.Bind(1, _lastAppend + 1).Bind(2, head?.Id ?? _lastConversation + 1)
            .Bind(4, append.ExpectedVersion + append.EventCount).Bind(5, append.EventCount).Bind(6, append.Events.Span);
        _ = head is null ? _append.BindNull(3) : _append.Bind(3, head.LastAppend);
        _ = append.Snapshot is { IsEmpty: false } snapshot ? _append.Bind(7, snapshot.Span) : _append.BindNull(7);
        _append.Run();
        _lastAppend++;
    }

    private void Create(JournalAppend append)
    {
        var index = append.Index;
        var head = new ConversationHead(_lastConversation + 1, append.EventCount, _lastAppend, index);
        _create.Bind(1, head.Id).Bind(2, append.Key.Account).Bind(3, append.Key.Conversation)
            .Bind(4, index.ConsumerId).Bind(5, index.SkillId).Bind(6, index.AgentId).Bind(7, (long)index.State)
            .Bind(8, index.CreatedAt).Bind(9, WakeupPartition.Of(append.Key)).Bind(10, index.WakeAt).Run();
        _begin.Bind(1, head.Id).Bind(2, head.Version).Bind(3, head.LastAppend).Run();
        _lastConversation++;
        heads.Add(append.Key, head);
    }

    private void Advance(ConversationHead head, JournalAppend append)
    {
        Describe(head, append.Index);
        (head.Index, head.Version, head.LastAppend) = (append.Index, head.Version + append.EventCount, _lastAppend);
        if (!head.IsBehind)
        {
            head.IsBehind = true;
            _behind.Add(head);
        }
    }

    /// <summary>One statement for each group of columns: a column that is set, even to what it was, costs a write to its indexes.</summary>
    private void Describe(ConversationHead head, IndexEntry index)
    {
        var old = head.Index;
        if (index.WakeAt != old.WakeAt)
        {
            _wake.Bind(1, index.WakeAt).Bind(2, head.Id).Run();
        }
        if (index.State != old.State || index.SkillId != old.SkillId)
        {
            _describe.Bind(1, (long)index.State).Bind(2, index.SkillId).Bind(3, head.Id).Run();
        }
        if (index.AgentId != old.AgentId)
        {
            _assign.Bind(1, index.AgentId).Bind(2, head.Id).Run();
        }
        if (index.ConsumerId != old.ConsumerId)
        {
            _rename.Bind(1, index.ConsumerId).Bind(2, head.Id).Run();
        }
    }
}
