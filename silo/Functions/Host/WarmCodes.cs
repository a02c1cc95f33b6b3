using Conversations.Functions;

namespace Conversations.Silo.Functions.Host;

/// <summary>Which functions a process has ready, and under which number. The one that was not called for longest makes room.</summary>
internal sealed class WarmCodes(int most)
{
    private readonly Dictionary<(string Account, string CodeHash), LinkedListNode<Warm>> _codes = [];
    private readonly LinkedList<Warm> _byUse = new();
    private uint _last;

    /// <summary>The number; whether the code has to be sent first; and the number to be forgotten, if any.</summary>
    public (uint Number, bool IsNew, uint? Forgotten) Use(FunctionCall call)
    {
        var key = (call.Account, call.CodeHash);
        if (_codes.TryGetValue(key, out var known))
        {
            _byUse.Remove(known);
            _byUse.AddLast(known);
            return (known.Value.Number, false, null);
        }
        uint? forgotten = null;
        if (_codes.Count >= most && _byUse.First is { } oldest)
        {
            _byUse.RemoveFirst();
            _codes.Remove(oldest.Value.Key);
            forgotten = oldest.Value.Number;
        }
        _codes[key] = _byUse.AddLast(new Warm(key, ++_last));
        return (_last, true, forgotten);
    }

    private sealed record Warm((string Account, string CodeHash) Key, uint Number);
}
