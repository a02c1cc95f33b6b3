namespace Conversations.Accounts.Loading;

/// <summary>A YAML value and the line where it begins. An alias is the same node again, never a copy.</summary>
internal abstract class Node(int line)
{
    /// <summary>Stands for a value that no file holds.</summary>
    public static Node Nowhere { get; } = new ScalarNode(1, "", plain: true);

    public int Line { get; } = line;

    /// <summary>How many values this is when each alias counts as all that it stands for.</summary>
    public long Weight { get; protected set; } = 1;
}

internal sealed class ScalarNode(int line, string value, bool plain, int start = 0, int end = 0) : Node(line)
{
    public string Value { get; } = value;

    /// <summary>Where it stands in the file's text, with its quotes, and with its anchor when it has one.</summary>
    public Range Place { get; } = start..end;

    /// <summary>Written without quotes: only then can it be null, true or a number.</summary>
    public bool Plain { get; } = plain;

    public bool IsNull => Plain && Value is "" or "~" or "null" or "Null" or "NULL";
}

internal sealed class ListNode(int line) : Node(line)
{
    private readonly List<Node> _items = [];

    public IReadOnlyList<Node> Items => _items;

    public void Add(Node item)
    {
        _items.Add(item);
        Weight += item.Weight;
    }
}

/// <summary>A key of a mapping, its line and its value.</summary>
internal sealed record MapEntry(string Key, int Line, Node Value);

internal sealed class MapNode(int line) : Node(line)
{
    private readonly List<MapEntry> _entries = [];
    private readonly Dictionary<string, MapEntry> _byKey = new(StringComparer.Ordinal);

    public IReadOnlyList<MapEntry> Entries => _entries;

    public Node? Find(string key) => _byKey.GetValueOrDefault(key)?.Value;

    /// <summary>Adds an entry; answers the entry that had the key before, which stays.</summary>
    public MapEntry? Add(MapEntry entry)
    {
        Weight += entry.Value.Weight;
        if (!_byKey.TryAdd(entry.Key, entry))
        {
            return _byKey[entry.Key];
        }

        _entries.Add(entry);
        return null;
    }
}
