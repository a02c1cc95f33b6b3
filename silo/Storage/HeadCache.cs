using System.Diagnostics.CodeAnalysis;

namespace Conversations.Silo.Storage;

/// <summary>
/// The conversations used last, in two generations: when the young one is half of the capacity, it becomes the old one and the
/// former old one is forgotten. Nearly a least-recently-used list, at the price of one look-up and without links to keep.
/// </summary>
/// <param name="capacity">How many are remembered.</param>
/// <param name="batch">How many a batch touches at most. None of them is forgotten within it, before its row is up to date.</param>
/// <typeparam name="T">What is remembered of one.</typeparam>
internal sealed class HeadCache<T>(int capacity, int batch) where T : class
{
    private readonly int _generation = Math.Max(batch, capacity / 2);
    private Dictionary<ConversationKey, T> _young = [];
    private Dictionary<ConversationKey, T> _old = [];

    public bool TryGet(ConversationKey key, [NotNullWhen(true)] out T? head)
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

    public void Add(ConversationKey key, T head)
    {
        if (_young.Count >= _generation)
        {
            (_young, _old) = (_old, _young);
            _young.Clear();
        }
        _young[key] = head;
    }

    public void Remove(ConversationKey key)
    {
        _young.Remove(key);
        _old.Remove(key);
    }

    public void Clear()
    {
        _young.Clear();
        _old.Clear();
    }
}
