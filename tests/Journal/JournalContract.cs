using Conversations.Journal;
using static Conversations.Tests.Journaling.JournalFixtures;

namespace Conversations.Tests.Journaling;

/// <summary>What every journal must do. A journal's tests derive from it.</summary>
public abstract class JournalContract
{
    protected abstract IConversationJournal Journal { get; }

    [Fact]
    public async Task an_unknown_conversation_reads_as_nothing()
    {
        Assert.Null(await Journal.Load(Key("a")));
        Assert.Empty(await Journal.Read(Key("a"), 0, 10));
    }

    [Fact]
    public async Task appends_are_read_back_oldest_first()
    {
        await Journal.Append(Append("a", 0, "one", "two"));
        await Journal.Append(Append("a", 2, "three"));
        Assert.Equal("(none)@0 1-2[\"one\",\"two\"] 3-3[\"three\"]", Line(await Journal.Load(Key("a"))));
    }

    [Fact]
    public async Task a_load_begins_with_the_newest_snapshot()
    {
        await Journal.Append(Append("a", 0, "one"));
        await Journal.Append(Append("a", 1, "two").With("early"));
        await Journal.Append(Append("a", 2, "three").With("late"));
        Assert.Equal("late@3", Line(await Journal.Load(Key("a"))));
        await Journal.Append(Append("a", 3, "four"));
        Assert.Equal("late@3 4-4[\"four\"]", Line(await Journal.Load(Key("a"))));
    }

    [Fact]
    public async Task an_empty_snapshot_is_none()
    {
        // What becomes of a null byte array that is assigned to it.
        await Journal.Append(Append("a", 0, "one") with { Snapshot = ReadOnlyMemory<byte>.Empty });
        Assert.Equal("(none)@0 1-1[\"one\"]", Line(await Journal.Load(Key("a"))));
    }

    [Fact]
    public async Task a_read_gives_appends_from_before_a_snapshot_too()
    {
        await Journal.Append(Append("a", 0, "one", "two"));
        await Journal.Append(Append("a", 2, "three").With("state"));
        await Journal.Append(Append("a", 3, "four"));
        Assert.Equal("1-2[\"one\",\"two\"] 3-3[\"three\"] 4-4[\"four\"]", Line(await Journal.Read(Key("a"), 0, 10)));
    }

    [Theory, InlineData(0, "1-2"), InlineData(1, "1-2"), InlineData(2, "3-3"), InlineData(3, "4-5"), InlineData(4, "4-5"), InlineData(5, "")]
    public async Task a_read_begins_with_the_append_that_holds_the_next_version(long after, string first)
    {
        await Journal.Append(Append("a", 0, "one", "two"));
        await Journal.Append(Append("a", 2, "three"));
        await Journal.Append(Append("a", 3, "four", "five"));
        Assert.Equal(first, string.Concat((await Journal.Read(Key("a"), after, 1)).Select(append => $"{append.FirstVersion}-{append.LastVersion}")));
    }

    [Theory, InlineData(0), InlineData(1), InlineData(3)]
    public async Task an_append_at_another_version_changes_nothing(long expected)
    {
        await Journal.Append(Append("a", 0, "one", "two"));
        await Assert.ThrowsAsync<VersionConflictException>(() => Journal.Append(
            Append("a", expected, "lost").With(index => index with { State = ConversationState.Close, WakeAt = Nine })));
        Assert.Equal("(none)@0 1-2[\"one\",\"two\"]", Line(await Journal.Load(Key("a"))));
        Assert.Equal(ConversationState.Open, (await Listed()).Index.State);
    }

    [Fact]
    public async Task a_new_conversation_expects_version_zero()
    {
        await Assert.ThrowsAsync<VersionConflictException>(() => Journal.Append(Append("a", 1, "one")));
        Assert.Null(await Journal.Load(Key("a")));
    }

    [Fact]
    public async Task appends_that_build_on_each_other_may_wait_together()
    {
        var appends = Enumerable.Range(0, 100).Select(version => Journal.Append(Append("a", version, $"event {version}"))).ToArray();
        await Task.WhenAll(appends);
        Assert.Equal(100, (await Journal.Read(Key("a"), 0, 1_000)).Length);
    }

    [Fact]
    public async Task of_two_appends_that_wait_at_one_version_the_second_loses_and_others_are_unharmed()
    {
        var first = Journal.Append(Append("a", 0, "first"));
        var second = Journal.Append(Append("a", 0, "second"));
        var other = Journal.Append(Append("b", 0, "other"));
        await first;
        await other;
        await Assert.ThrowsAsync<VersionConflictException>(() => second);
        Assert.Equal("(none)@0 1-1[\"first\"]", Line(await Journal.Load(Key("a"))));
    }

    [Fact]
    public async Task an_append_without_events_is_refused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Journal.Append(Append("a", 0)));

    [Fact]
    public async Task a_cancelled_append_is_not_written()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Journal.Append(Append("a", 0, "one"), new(canceled: true)));
        Assert.Null(await Journal.Load(Key("a")));
    }

    [Fact]
    public async Task the_index_says_what_the_last_append_said()
    {
        await Journal.Append(Append("a", 0, "one"));
        var said = new IndexEntry
        {
            State = ConversationState.Close,
            ConsumerId = "consumer-2",
            SkillId = "sales",
            AgentId = "ann",
            CreatedAt = Nine,
            WakeAt = Nine.AddTicks(1),
        };
        await Journal.Append(Append("a", 1, "two").With(_ => said));
        Assert.Equal(said, (await Listed()).Index);
        Assert.Equal(2, (await Listed()).Version);
        await Journal.Append(Append("a", 2, "three").With(_ => said with { SkillId = null, AgentId = null, WakeAt = null }));
        Assert.Equal(said with { SkillId = null, AgentId = null, WakeAt = null }, (await Listed()).Index);
    }

    [Fact]
    public async Task what_is_kept_first_stays()
    {
        Assert.Equal("mine", Text(await Journal.Keep("key", Bytes("mine"))));
        Assert.Equal("mine", Text(await Journal.Keep("key", Bytes("yours"))));
        Assert.Equal("other", Text(await Journal.Keep("key 2", Bytes("other"))));
    }

    private async Task<ListedConversation> Listed() =>
        Assert.Single((await Journal.List(new() { Account = "demo" })).Conversations);
}
