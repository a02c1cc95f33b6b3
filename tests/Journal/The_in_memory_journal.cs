using Conversations.Journal;
using static Conversations.Tests.Journaling.JournalFixtures;

namespace Conversations.Tests.Journaling;

public class The_in_memory_journal : JournalContract
{
    private readonly InMemoryJournal _journal = new();

    protected override IConversationJournal Journal => _journal;

    [Fact]
    public void is_done_when_the_call_returns() => Assert.True(_journal.Append(Append("a", 0, "one")).IsCompletedSuccessfully);

    [Fact]
    public async Task writes_nothing_when_it_fails_before_the_append()
    {
        _journal.BeforeAppend = _ => throw new JournalUnavailableException("crash");
        await Assert.ThrowsAsync<JournalUnavailableException>(() => _journal.Append(Append("a", 0, "one")));
        Assert.Null(await _journal.Load(Key("a")));
    }

    [Fact]
    public async Task has_written_when_it_fails_after_the_append()
    {
        _journal.AfterAppend = _ => throw new JournalUnavailableException("crash");
        await Assert.ThrowsAsync<JournalUnavailableException>(() => _journal.Append(Append("a", 0, "one")));
        Assert.Equal("(none)@0 1-1[\"one\"]", Line(await _journal.Load(Key("a"))));
    }

    [Fact]
    public async Task keeps_its_own_copy_of_the_bytes()
    {
        var append = Append("a", 0, "one");
        await _journal.Append(append);
        System.Runtime.InteropServices.MemoryMarshal.AsMemory(append.Events).Span.Clear();
        Assert.Equal("(none)@0 1-1[\"one\"]", Line(await _journal.Load(Key("a"))));
    }
}

public class The_in_memory_index : ListingContract
{
    protected override IConversationJournal Journal { get; } = new InMemoryJournal();
}

public class Random_appends_in_memory : RandomAppendsContract
{
    protected override IConversationJournal Journal { get; } = new InMemoryJournal();
}
