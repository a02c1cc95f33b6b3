using System.Diagnostics.CodeAnalysis;

namespace Conversations.Silo.Storage.Sqlite;

/// <summary>
/// The conversations used last, in two generations: when the young one is half of the capacity, it becomes the old one and the
/// former old one is forgotten. Nearly a least-recently-used list, at the price of one look-up and without links to keep.
/// </summary>
/// <param name="capacity">How many are remembered.</param>
/// <param name="batch">How many a batch touches at most. None of them is forgotten within it, before its row is up to date.</param>
internal sealed class HeadCache(int capacity, int batch)
{
    private readonly int _generation = Math.Max(batch, capacity / 2);
    private Dictionary<ConversationKey, ConversationHead> _young = [];
    private Dictionary<ConversationKey, ConversationHead> _old = [];

    public bool TryGet(ConversationKey key, [NotNullWhen(true)] out ConversationHead? head)
    {
        if (_young.TryGetValue(key, out head))
        {
            return true;
        }
        if (!_old.TryGetValue(key, out head))
        {
            return false;
        }
        Add(key, head);
        return true;
    }

    public void Add(ConversationKey key, ConversationHead head)
    {
        if (_young.Count >= _generation)
        {
            (_young, _old) = (_old, _young);
            _young.Clear();
        }
        _young[key] = head;
    }

    public void Clear()
    {
        _young.Clear();
        _old.Clear();
    }
}
