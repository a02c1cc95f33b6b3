using Npgsql;

namespace Conversations.Silo.Storage.Postgres;

/// <summary>The rows of a batch, column by column, as PostgreSQL takes them in one go.</summary>
internal sealed class AppendColumns
{
    private readonly List<int> _owners = [];
    private readonly List<long> _conversations = [];
    private readonly List<Guid> _ids = [];
    private readonly List<Guid?> _previous = [];
    private readonly List<long> _versions = [];
    private readonly List<int> _counts = [];
    private readonly List<ReadOnlyMemory<byte>> _events = [];
    private readonly List<ReadOnlyMemory<byte>?> _snapshots = [];

    /// <summary>Adds a chain of appends.</summary>
    /// <param name="chain">Each builds on the one before.</param>
    /// <param name="previous">The append that the first one builds on.</param>
    /// <param name="conversation">The conversation's id, 0 when it has none yet.</param>
    /// <param name="owner">The conversation's number in its batch, from 1.</param>
    public void Add(List<AppendRequest> chain, Guid? previous, long conversation, int owner)
    {
        foreach (var request in chain)
        {
            var append = request.Append;
            _owners.Add(owner);
            _conversations.Add(conversation);
            _ids.Add(request.Id);
            _previous.Add(previous);
            _versions.Add(request.Version);
            _counts.Add(append.EventCount);
            _events.Add(append.Events);
            // An empty one is none, as in every journal.
            _snapshots.Add(append.Snapshot is { IsEmpty: false } snapshot ? snapshot : default(ReadOnlyMemory<byte>?));
            previous = request.Id;
        }
    }

    public void AddTo(NpgsqlParameterCollection parameters, bool ofNew)
    {
        if (!ofNew)
        {
            parameters.Array(_ids).Array(_conversations);
        }
        else
        {
            parameters.Array(_owners).Array(_ids);
        }
        parameters.Array(_previous).Array(_versions).Array(_counts).Array(_events).Array(_snapshots);
    }
}
