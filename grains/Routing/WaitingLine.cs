using System.Collections.Immutable;

namespace Conversations.Routing;

/// <summary>Who waits, the most pressing first: by when an agent is to have answered (those without last), then by who came first.</summary>
internal sealed class WaitingLine
{
    private static readonly TimeSpan LongestAside = TimeSpan.FromMinutes(1);

    private readonly SortedSet<QueueEntry> _order = new(Pressing.Instance);
    private readonly Dictionary<string, (QueueEntry Entry, long Version)> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (DateTimeOffset Until, int Times)> _aside = new(StringComparer.Ordinal);

    /// <summary>How a conversation waits in the line of a skill, by what it says of itself; null when it does not.</summary>
    public static QueueEntry? EntryOf(ConversationView? view, string skillId, Skill? skill) =>
        skill is not { Bot: not null } && view is { State: ConversationState.Open, QueuedSince: { } since, AssignedAgentId: null } && view.SkillId == skillId
            ? new() { Conversation = view.Id, Since = since, EffectiveTtr = view.EffectiveTtr }
            : null;

    public int Count => _order.Count;

    public IEnumerable<string> Conversations => _entries.Keys;

    public ImmutableArray<QueueEntry> First(int most) => [.. _order.Take(most)];

    /// <summary>The version of the conversation that the line knows; 0 for one that does not wait.</summary>
    public long VersionOf(string conversation) => _entries.GetValueOrDefault(conversation).Version;

    /// <summary>The most pressing one that is not set aside.</summary>
    public QueueEntry? Next(DateTimeOffset now) =>
        _aside.Count is 0 ? _order.Min : _order.FirstOrDefault(e => !_aside.TryGetValue(e.Conversation, out var aside) || aside.Until <= now);

    /// <summary>When the next one that is set aside gets its turn again; null when none is.</summary>
    public DateTimeOffset? NextTurn(DateTimeOffset now) => _aside.Values.Where(a => a.Until > now).Min(a => (DateTimeOffset?)a.Until);

    /// <param name="entry">How it waits.</param>
    /// <param name="version">Of the conversation that said so.</param>
    public void Set(QueueEntry entry, long version)
    {
        if (_entries.Remove(entry.Conversation, out var before)) _order.Remove(before.Entry);
        _entries[entry.Conversation] = (entry, version);
        _order.Add(entry);
    }

    public void Remove(string conversation)
    {
        if (_entries.Remove(conversation, out var known)) _order.Remove(known.Entry);
        _aside.Remove(conversation);
    }

    /// <summary>It could not be assigned through no fault of an agent: the others go first for 1, 2, 4 … 60 seconds.</summary>
    public void SetAside(string conversation, DateTimeOffset now)
    {
        var times = _aside.TryGetValue(conversation, out var before) ? Math.Min(before.Times + 1, 10) : 0;
        var pause = TimeSpan.FromSeconds(1 << times);
        _aside[conversation] = (now + (pause < LongestAside ? pause : LongestAside), times);
    }

    private sealed class Pressing : IComparer<QueueEntry>
    {
        public static Pressing Instance { get; } = new();

        public int Compare(QueueEntry? x, QueueEntry? y) =>
            (x!.EffectiveTtr ?? DateTimeOffset.MaxValue).CompareTo(y!.EffectiveTtr ?? DateTimeOffset.MaxValue) is not 0 and var ttr ? ttr
            : x.Since.CompareTo(y.Since) is not 0 and var since ? since
            : string.CompareOrdinal(x.Conversation, y.Conversation);
    }
}
