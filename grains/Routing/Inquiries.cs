namespace Conversations.Routing;

/// <summary>The conversations that a queue still has to ask whether they wait in it.</summary>
internal sealed class Inquiries
{
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    // Those that could not be asked: again in the next round.
    private readonly HashSet<string> _unreached = new(StringComparer.Ordinal);

    public int Count => _open.Count + _unreached.Count;

    public bool HasUnreached => _unreached.Count > 0;

    public void Add(string conversation) => _open.Add(conversation);

    public void Add(IEnumerable<string> conversations) => _open.UnionWith(conversations);

    /// <summary>Takes some out, to ask them now; empty when none is left. What is said about them meanwhile asks them again.</summary>
    public string[] Take(int most)
    {
        string[] some = [.. _open.Take(most)];
        _open.ExceptWith(some);
        return some;
    }

    public void NotReached(string conversation) => _unreached.Add(conversation);

    /// <summary>A new round begins: it asks those, too, that could not be asked before.</summary>
    public void AskAgain()
    {
        _open.UnionWith(_unreached);
        _unreached.Clear();
    }
}
