using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>A client message id, who sent it and the position it got.</summary>
/// <remarks>A value with its hash: every message is compared with all that are kept, and none but its equals need be looked up for that.</remarks>
[method: JsonConstructor]
public readonly record struct ReceivedId(string Sender, string Id, long Seq)
{
    private readonly int _hash = HashOf(Id);

    internal static int HashOf(string id) => id.GetHashCode(StringComparison.Ordinal);

    internal bool Is(string sender, string id, int hash) => _hash == hash && Id == id && Sender == sender;
}

/// <summary>
/// The newest client message ids: at least <see cref="Kept"/> of them, at most a page more. In pages, because every message
/// adds one: only the page at the end is copied then.
/// </summary>
/// <param name="Full">Full pages, oldest first.</param>
/// <param name="Last">The page at the end.</param>
public sealed record ReceivedIds(ImmutableArray<ImmutableArray<ReceivedId>> Full, ImmutableArray<ReceivedId> Last)
{
    /// <summary>A repeated client message id is recognised among this many of the newest.</summary>
    public const int Kept = 256;

    private const int Page = 16;

    public static ReceivedIds None { get; } = new([], []);

    public ReceivedIds Add(ReceivedId id)
    {
        if (Last.Length < Page) return this with { Last = Last.Add(id) };
        var full = Full.Length < Kept / Page ? Full : Full.RemoveAt(0);
        return new(full.Add(Last), [id]);
    }

    /// <summary>The position that a message of this sender with this id got; null when it is not among those kept.</summary>
    public long? Find(string sender, string id)
    {
        var hash = ReceivedId.HashOf(id);
        if (Find(Last, sender, id, hash) is { } seq) return seq;
        for (var page = Full.Length - 1; page >= 0; page--)
        {
            if (Find(Full[page], sender, id, hash) is { } older) return older;
        }
        return null;
    }

    private static long? Find(ImmutableArray<ReceivedId> page, string sender, string id, int hash)
    {
        foreach (ref readonly var known in page.AsSpan())
        {
            if (known.Is(sender, id, hash)) return known.Seq;
        }
        return null;
    }
}
