using System.Collections.Immutable;

namespace Conversations.Journal;

/// <summary>
/// The journal's contract without a disk: everything is done when the call returns, in the order of the calls. Keep the object
/// when the engine of a simulation crashes and give it to the next one: it is the disk.
/// </summary>
public sealed class InMemoryJournal : IConversationJournal
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ConversationKey, InMemoryConversation> _conversations = [];
    private readonly Dictionary<string, byte[]> _kept = [];

    /// <summary>Called before an append is judged. What it throws is the append's outcome, and nothing is written.</summary>
    public Action<JournalAppend>? BeforeAppend { get; set; }

    /// <summary>Called once an append is written. What it throws is what its caller sees: written, but not told so.</summary>
    public Action<JournalAppend>? AfterAppend { get; set; }

    /// <summary>Called before anything is read, with its key or none. What it throws is the read's outcome.</summary>
    public Action<ConversationKey?>? BeforeRead { get; set; }

    public Task<JournalReading?> Load(ConversationKey key, CancellationToken cancellation = default) => Reading(key, () =>
    {
        if (!_conversations.TryGetValue(key, out var conversation))
        {
            return null;
        }
        var appends = conversation.Appends;
        var last = appends.FindLastIndex(append => append.Snapshot is not null);
        return last < 0
            ? new JournalReading(null, 0, [.. appends.Select(append => append.Stored)])
            : new(appends[last].Snapshot, appends[last].Stored.LastVersion, [.. appends.Skip(last + 1).Select(append => append.Stored)]);
    }, cancellation);

    public Task<ImmutableArray<StoredAppend>> Read(
        ConversationKey key, long afterVersion, int maxAppends, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxAppends);
        return Reading<ImmutableArray<StoredAppend>>(key, () => !_conversations.TryGetValue(key, out var conversation)
            ? []
            : [.. conversation.Appends.Select(append => append.Stored).Where(append => append.LastVersion > afterVersion).Take(maxAppends)], cancellation);
    }

    public Task Append(JournalAppend append, CancellationToken cancellation = default) => Done(() =>
    {
        append.ThrowIfEmpty();
        BeforeAppend?.Invoke(append);
        lock (_gate)
        {
            Write(append);
        }
        AfterAppend?.Invoke(append);
        return true;
    }, cancellation);

    public Task<ImmutableArray<DueConversation>> Due(
        int partition, DateTimeOffset until, DueConversation? cursor, int limit, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return Reading(null, () =>
        {
            var last = cursor is not null && _conversations.TryGetValue(cursor.Key, out var ended) ? ended.Number : long.MaxValue;
            var due =
                from conversation in _conversations.Values
                let wakeAt = conversation.Index.WakeAt
                where wakeAt <= until && WakeupPartition.Of(conversation.Key) == partition
                where cursor is null || wakeAt > cursor.WakeAt || (wakeAt == cursor.WakeAt && conversation.Number > last)
                orderby wakeAt, conversation.Number
                select new DueConversation(conversation.Key, wakeAt.Value);
            return due.Take(limit).ToImmutableArray();
        }, cancellation);
    }

    public Task<ConversationPage> List(ConversationQuery query, CancellationToken cancellation = default)
    {
        var after = ListPosition.Of(query);
        return Reading(null, () =>
        {
            var found = _conversations.Values.Where(conversation => conversation.Matches(query) && conversation.IsAfter(after))
                .OrderByDescending(conversation => conversation.Index.CreatedAt).ThenByDescending(conversation => conversation.Number)
                .Take(query.Limit + 1).ToArray();
            var page = found.Take(query.Limit).ToArray();
            var next = found.Length > page.Length ? new ListPosition(page[^1].Index.CreatedAt, page[^1].Number).ToString() : null;
            return new ConversationPage([.. page.Select(c => new ListedConversation(c.Key.Conversation, c.Version, c.Index))], next);
        }, cancellation);
    }

    public Task<byte[]> Keep(string name, byte[] value, CancellationToken cancellation = default) => Done(() =>
    {
        lock (_gate)
        {
            _kept.TryAdd(name, [.. value]);
            return _kept[name].ToArray();
        }
    }, cancellation);

    private void Write(JournalAppend append)
    {
        var isNew = !_conversations.TryGetValue(append.Key, out var conversation);
        conversation ??= new(append.Key, _conversations.Count + 1, append.Index);
        if (conversation.Version != append.ExpectedVersion)
        {
            throw append.Conflict(conversation.Version);
        }
        if (isNew)
        {
            _conversations.Add(append.Key, conversation);
        }
        conversation.Add(append);
    }

    private Task<T> Reading<T>(ConversationKey? key, Func<T> read, CancellationToken cancellation) => Done(() =>
    {
        BeforeRead?.Invoke(key);
        lock (_gate)
        {
            return read();
        }
    }, cancellation);

    /// <summary>Runs now; what is thrown travels in the task, as with a journal that takes its time.</summary>
    private static Task<T> Done<T>(Func<T> work, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellation);
        }
        try
        {
            return Task.FromResult(work());
        }
        catch (Exception e)
        {
            return Task.FromException<T>(e);
        }
    }
}
