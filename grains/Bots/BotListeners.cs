using System.Collections.Immutable;

namespace Conversations.Bots;

/// <summary>
/// Which server listens to what a bot says unasked in which of its conversations. Kept in memory alone: whoever begins anew takes it that
/// nobody listens any more, and learns better from the servers that do.
/// </summary>
/// <param name="before">The conversations that the bot has when this begins.</param>
internal sealed class BotListeners(IEnumerable<string> before)
{
    /// <summary>A server that says nothing for so long is gone, and what it listened for is given to others.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(45);

    private readonly HashSet<string> _unheard = new(before, StringComparer.Ordinal);
    private readonly Dictionary<string, (DateTimeOffset At, ImmutableArray<string> Conversations)> _servers = new(StringComparer.Ordinal);

    /// <summary>A server says for which it listens, at <paramref name="now"/>; those that it is to take besides.</summary>
    /// <remarks>What a server no longer names it has ended in order: that is given to nobody.</remarks>
    /// <param name="listening">What it says.</param>
    /// <param name="isOpen">Whether the bot has a conversation.</param>
    /// <param name="now">The time.</param>
    public ImmutableArray<string> Hear(BotListening listening, Predicate<string> isOpen, DateTimeOffset now)
    {
        _servers[listening.Server] = (now, listening.Conversations);
        foreach (var (gone, (_, left)) in _servers.Where(s => now - s.Value.At >= Silence).ToList())
        {
            _unheard.UnionWith(left);
            _servers.Remove(gone);
        }
        _unheard.RemoveWhere(c => !isOpen(c));
        foreach (var (_, heard) in _servers.Values) _unheard.ExceptWith(heard);
        ImmutableArray<string> taken = [.. _unheard.Take(listening.Room)];
        _unheard.ExceptWith(taken);
        _servers[listening.Server] = (now, listening.Conversations.AddRange(taken));
        return taken;
    }
}
