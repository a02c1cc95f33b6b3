using System.Collections.Immutable;
using Conversations.Journal;

namespace Conversations.Tests.Engines.Embedded.Schedules;

/// <summary>A journal with a moment before and after every write, in which others run or the process dies; sometimes it fails, written or not.</summary>
internal sealed class YieldingJournal(InMemoryJournal disk, Random random) : IConversationJournal
{
    public async Task Append(JournalAppend append, CancellationToken cancellation = default)
    {
        await Task.Yield();
        if (random.Next(150) == 0) throw new JournalUnavailableException("The disk did not answer.");
        if (random.Next(150) == 0) throw new JournalOverloadedException("Too much is waiting.");
        await disk.Append(append, cancellation);
        await Task.Yield();
        if (random.Next(150) == 0) throw new JournalUnavailableException("The disk answered, and the answer was lost.");
    }

    public async Task<JournalReading?> Load(ConversationKey key, CancellationToken cancellation = default)
    {
        await Task.Yield();
        return await disk.Load(key, cancellation);
    }

    public Task<ImmutableArray<StoredAppend>> Read(ConversationKey key, long afterVersion, int maxAppends, CancellationToken cancellation = default) =>
        disk.Read(key, afterVersion, maxAppends, cancellation);

    public Task<ImmutableArray<DueConversation>> Due(int partition, DateTimeOffset until, DueConversation? cursor, int limit, CancellationToken cancellation = default) =>
        disk.Due(partition, until, cursor, limit, cancellation);

    public Task<ConversationPage> List(ConversationQuery query, CancellationToken cancellation = default) => disk.List(query, cancellation);

    public Task<byte[]> Keep(string name, byte[] value, CancellationToken cancellation = default) => disk.Keep(name, value, cancellation);
}
