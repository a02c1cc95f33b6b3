using System.Collections.Immutable;
using Conversations.Journal;
using Conversations.Silo.Storage.GrainState;

namespace Conversations.Tests.Engines.Embedded.Routing;

/// <summary>A journal with a moment before and after every write; sometimes it fails, written or not. Everything written is audited.</summary>
internal sealed class AuditedJournal(Random random, RoomAudit audit) : IConversationJournal
{
    private readonly InMemoryJournal _disk = new();

    public bool Fails { get; set; } = true;

    public async Task Append(JournalAppend append, CancellationToken cancellation = default)
    {
        await Task.Yield();
        if (Unlucky()) throw new JournalUnavailableException("The disk did not answer.");
        if (Unlucky()) throw new JournalOverloadedException("Too much is waiting.");
        await _disk.Append(append, cancellation);
        audit.Appended(append.Key, JournalCodec.Decode(append.Key, new StoredAppend(append.ExpectedVersion + 1, append.ExpectedVersion + append.EventCount, append.Events)));
        await Task.Yield();
        if (Unlucky()) throw new JournalUnavailableException("The disk answered, and the answer was lost.");
    }

    public async Task<JournalReading?> Load(ConversationKey key, CancellationToken cancellation = default)
    {
        await Task.Yield();
        if (Unlucky()) throw new JournalUnavailableException("The disk did not answer.");
        return await _disk.Load(key, cancellation);
    }

    public Task<ImmutableArray<StoredAppend>> Read(ConversationKey key, long afterVersion, int maxAppends, CancellationToken cancellation = default) =>
        _disk.Read(key, afterVersion, maxAppends, cancellation);

    public Task<ImmutableArray<DueConversation>> Due(int partition, DateTimeOffset until, DueConversation? cursor, int limit, CancellationToken cancellation = default) =>
        _disk.Due(partition, until, cursor, limit, cancellation);

    public async Task<ConversationPage> List(ConversationQuery query, CancellationToken cancellation = default)
    {
        await Task.Yield();
        if (Unlucky()) throw new JournalUnavailableException("The disk did not answer.");
        return await _disk.List(query, cancellation);
    }

    public Task<byte[]> Keep(string name, byte[] value, CancellationToken cancellation = default) => _disk.Keep(name, value, cancellation);

    private bool Unlucky() => Fails && random.Next(150) == 0;
}

/// <summary>Rows of grain state that yield around every write, and sometimes fail, written or not.</summary>
internal sealed class FailingRows(Random random) : IGrainStateRows
{
    private readonly InMemoryGrainStateRows _disk = new();

    public bool Fails { get; set; } = true;

    public async Task<GrainStateRow?> Read(string grain, string name)
    {
        await Task.Yield();
        return Unlucky() ? throw new IOException("The disk did not answer.") : await _disk.Read(grain, name);
    }

    public async Task<bool> Write(string grain, string name, long expected, int format, byte[]? data)
    {
        await Task.Yield();
        if (Unlucky()) throw new IOException("The disk did not answer.");
        var isWritten = await _disk.Write(grain, name, expected, format, data);
        await Task.Yield();
        return Unlucky() ? throw new IOException("The disk answered, and the answer was lost.") : isWritten;
    }

    private bool Unlucky() => Fails && random.Next(100) == 0;
}
