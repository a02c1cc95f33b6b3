using Conversations.Journal;
using static Conversations.Tests.Journaling.JournalFixtures;

namespace Conversations.Tests.Journaling;

/// <summary>One conversation whose only writer appends on and on, and knows what it was told of each append.</summary>
internal sealed class SteadyWriter(IConversationJournal journal, ConversationKey key)
{
    // By what the append says: whether it was acknowledged, or null where the journal could not say.
    private readonly List<(string Events, bool Acknowledged)> _told = [];
    private readonly List<string> _faults = [];

    private int _acknowledged;

    /// <summary>May be asked while it writes.</summary>
    public int Acknowledged => Volatile.Read(ref _acknowledged);
    public int Unknown => _told.Count(t => !t.Acknowledged);

    public async Task Write(CancellationToken enough)
    {
        var version = 0L;
        for (var i = 0; !enough.IsCancellationRequested; i++)
        {
            var append = Append(key, version, $"{i}", $"{i} more");
            try
            {
                await journal.Append(append, CancellationToken.None);
                _told.Add((Text(append.Events), true));
                Interlocked.Increment(ref _acknowledged);
                version += 2;
            }
            catch (JournalUnavailableException)
            {
                _told.Add((Text(append.Events), false));
                version = (await journal.Read(key, 0, int.MaxValue, CancellationToken.None)).LastOrDefault()?.LastVersion ?? 0;
            }
            catch (VersionConflictException e)
            {
                _faults.Add($"{e.Message} though nobody else writes");
                return;
            }
        }
    }

    /// <summary>What is there against what it was told; null when all is well.</summary>
    public async Task<string?> Fault()
    {
        var appends = await journal.Read(key, 0, int.MaxValue);
        var there = appends.Select(append => Text(append.Events)).ToList();
        var known = there.ToHashSet();
        var expected = _told.Where(t => t.Acknowledged || known.Contains(t.Events)).Select(t => t.Events);
        return _faults.FirstOrDefault() ?? (there.SequenceEqual(expected) ? null : $"{key}: there are {string.Join(' ', there)}, told were {string.Join(' ', _told)}");
    }
}
