using System.Collections.Immutable;

namespace Conversations.Silo.Bots.DirectLine;

/// <summary>The ids of the activities that were told last.</summary>
internal sealed class RecentIds
{
    private const int Kept = 1_000;
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    public bool IsNew(string id) => !_ids.Contains(id);

    public void Add(ImmutableArray<RemoteActivity> activities)
    {
        foreach (var activity in activities)
        {
            if (activity.Id is not { } id || !_ids.Add(id)) continue;
            _order.Enqueue(id);
            if (_order.Count > Kept) _ids.Remove(_order.Dequeue());
        }
    }
}
