using Conversations.Journal;
using Npgsql;

namespace Conversations.Silo.Storage.Postgres;

/// <summary>What one transaction writes: at most two statements, sent with their settings in one round trip and committed by it.</summary>
internal sealed class AppendBatch
{
    private readonly List<ConversationAppends> _new = [];
    private readonly Dictionary<long, ConversationAppends> _known = [];

    public bool IsEmpty => _new.Count + _known.Count is 0;

    public bool HasNew => _new.Count > 0;

    /// <summary>Everything that is sent with it.</summary>
    public IEnumerable<AppendRequest> Requests => _new.Concat(_known.Values).SelectMany(conversation => conversation.Chain);

    public void Add(ConversationAppends conversation)
    {
        if (conversation.Head is { } head)
        {
            _known.Add(head.Id, conversation);
        }
        else
        {
            _new.Add(conversation);
        }
    }

    /// <summary>Writes and commits; then gives each conversation with its id, or with null when nothing of it was written.</summary>
    public IEnumerable<(ConversationAppends Conversation, long? Id)> Write(PostgresWriterSession session)
    {
        using var batch = session.Batch();
        batch.BatchCommands.Add(new(session.Statements.Settings));
        if (_new.Count > 0)
        {
            batch.BatchCommands.Add(Create(session.Statements.Create));
        }
        if (_known.Count > 0)
        {
            batch.BatchCommands.Add(Advance(session.Statements.Advance));
        }
        session.Prepare(batch);
        var (created, stuck) = Execute(batch);
        return _new.Select((conversation, i) => (conversation, created.TryGetValue(i + 1, out var id) ? id : default(long?)))
            .Concat(_known.Select(known => (known.Value, stuck.Contains(known.Key) ? default(long?) : known.Key)));
    }

    /// <summary>The ids of the new conversations by their number, and those of known ones that did not move.</summary>
    private (Dictionary<long, long> Created, HashSet<long> Stuck) Execute(NpgsqlBatch batch)
    {
        Dictionary<long, long> created = [];
        HashSet<long> stuck = [];
        // The first result is that of the settings.
        using var reader = batch.ExecuteReader();
        if (_new.Count > 0)
        {
            for (reader.NextResult(); reader.Read();)
            {
                created.Add(reader.GetInt64(0), reader.GetInt64(1));
            }
        }
        if (_known.Count > 0)
        {
            for (reader.NextResult(); reader.Read();)
            {
                stuck.Add(reader.GetInt64(0));
            }
        }
        // The commit comes with the end of the batch, and its failure here.
        while (reader.NextResult())
        {
        }
        return (created, stuck);
    }

    private NpgsqlBatchCommand Create(string sql)
    {
        var appends = new AppendColumns();
        for (var i = 0; i < _new.Count; i++)
        {
            appends.Add(_new[i].Chain, previous: null, conversation: 0, owner: i + 1);
        }
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters
            .Array(Of(c => c.Key.Account)).Array(Of(c => c.Key.Conversation)).Array(Of(c => Index(c).ConsumerId))
            .Array(Of(c => Index(c).SkillId)).Array(Of(c => Index(c).AgentId)).Array(Of(c => (short)Index(c).State))
            // A conversation is as old as its first append says.
            .Array(Of(c => c.Chain[0].Append.Index.CreatedAt.UtcTicks))
            .Array(Of(c => c.Last.Version)).Array(Of(c => c.Last.Id))
            .Array(Of(c => (short)WakeupPartition.Of(c.Key))).Array(Of(c => Index(c).WakeAt?.UtcTicks));
        appends.AddTo(command.Parameters, ofNew: true);
        return command;

        List<T> Of<T>(Func<ConversationAppends, T> value) => _new.ConvertAll(c => value(c));
    }

    private NpgsqlBatchCommand Advance(string sql)
    {
        var heads = new HeadColumns();
        var appends = new AppendColumns();
        foreach (var (id, conversation) in _known)
        {
            heads.Add(conversation);
            appends.Add(conversation.Chain, conversation.Head!.LastAppend, id, owner: 0);
        }
        var command = new NpgsqlBatchCommand(sql);
        heads.AddTo(command.Parameters);
        appends.AddTo(command.Parameters, ofNew: false);
        return command;
    }

    private static IndexEntry Index(ConversationAppends conversation) => conversation.Last.Append.Index;
}
