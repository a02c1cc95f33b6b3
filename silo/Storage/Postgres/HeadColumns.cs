using Conversations.Journal;
using Npgsql;

namespace Conversations.Silo.Storage.Postgres;

/// <summary>Where a batch takes conversations that are there, column by column; and what changes in their rows, for the few where something does.</summary>
internal sealed class HeadColumns
{
    private readonly List<long> _ids = [];
    private readonly List<long> _expected = [];
    private readonly List<long> _versions = [];
    private readonly List<Guid> _lastAppends = [];
    private readonly List<long?> _wakeAt = [];
    private readonly List<long> _described = [];
    private readonly List<string> _consumers = [];
    private readonly List<string?> _skills = [];
    private readonly List<string?> _agents = [];
    private readonly List<short> _states = [];

    public void Add(ConversationAppends conversation)
    {
        var head = conversation.Head!;
        var index = conversation.Last.Append.Index;
        _ids.Add(head.Id);
        _expected.Add(head.Version);
        _versions.Add(conversation.Last.Version);
        _lastAppends.Add(conversation.Last.Id);
        _wakeAt.Add(index.WakeAt?.UtcTicks);
        if (Differ(head.Index, index))
        {
            Describe(head.Id, index);
        }
    }

    public void AddTo(NpgsqlParameterCollection parameters) =>
        parameters.Array(_ids).Array(_expected).Array(_versions).Array(_lastAppends).Array(_wakeAt)
            .Array(_described).Array(_consumers).Array(_skills).Array(_agents).Array(_states);

    private void Describe(long id, IndexEntry index)
    {
        _described.Add(id);
        _consumers.Add(index.ConsumerId);
        _skills.Add(index.SkillId);
        _agents.Add(index.AgentId);
        _states.Add((short)index.State);
    }

    private static bool Differ(IndexEntry old, IndexEntry now) =>
        old.ConsumerId != now.ConsumerId || old.SkillId != now.SkillId || old.AgentId != now.AgentId || old.State != now.State;
}
