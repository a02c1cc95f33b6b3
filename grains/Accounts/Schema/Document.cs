using Conversations.Accounts.Loading;

namespace Conversations.Accounts.Schema;

/// <summary>
/// A mapping of an account's YAML as it was written, before its meaning is checked. The document records are the single
/// source of the format: the reader takes keys, types and ranges from them, the JSON Schema is exported from them. Every
/// property may be null, because a wrong document is read to its end so that all its faults are told at once.
/// </summary>
public abstract record Document
{
    /// <summary>The YAML this came from; it knows the lines.</summary>
    internal Node Source { get; init; } = Node.Nowhere;

    internal int Line => Source.Line;

    /// <summary>The line of a key's value, or of an item in it; the document's own line when the key is not there.</summary>
    internal int LineOf(string key, int? item = null)
    {
        // A short form has no keys: the value stands where the mapping would.
        var value = Source is MapNode map ? map.Find(key) : Source;
        return value switch
        {
            null => Line,
            ListNode list when item is { } index && index < list.Items.Count => list.Items[index].Line,
            _ => value.Line,
        };
    }

    /// <summary>The line of an entry in the mapping below a key.</summary>
    internal int LineOf(string key, string entry) =>
        Source is MapNode map && map.Find(key) is MapNode inner && inner.Find(entry) is { } value ? value.Line : LineOf(key);
}
