using Conversations.Journal;
using static Conversations.Tests.Journaling.JournalFixtures;

namespace Conversations.Tests.Journaling;

/// <summary>What every journal's index must answer. A journal's tests derive from it.</summary>
public abstract class ListingContract
{
    protected abstract IConversationJournal Journal { get; }

    [Fact]
    public async Task a_listing_is_newest_first_and_pages_through_equal_times_without_loss_or_repeat()
    {
        for (var i = 0; i < 23; i++)
        {
            var number = i;
            await Journal.Append(Append($"c{i:00}", 0, "opened").With(index => index with { CreatedAt = Nine.AddSeconds(number / 5) }));
        }
        var expected = Enumerable.Range(0, 23).Reverse().Select(i => $"c{i:00}");
        Assert.Equal(expected, await AllPages(new() { Account = "demo", Limit = 3 }));
    }

    [Fact]
    public async Task a_listing_is_ordered_by_creation_not_by_arrival()
    {
        await Journal.Append(Append("late", 0, "opened").With(index => index with { CreatedAt = Nine.AddHours(1) }));
        await Journal.Append(Append("early", 0, "opened"));
        Assert.Equal(["late", "early"], await AllPages(new() { Account = "demo", Limit = 1 }));
    }

    [Fact]
    public async Task a_full_last_page_has_no_next_one()
    {
        await Journal.Append(Append("a", 0, "opened"));
        await Journal.Append(Append("b", 0, "opened"));
        Assert.Null((await Journal.List(new() { Account = "demo", Limit = 2 })).Next);
        Assert.NotNull((await Journal.List(new() { Account = "demo", Limit = 1 })).Next);
    }

    [Fact]
    public async Task everything_asked_for_must_match()
    {
        await Journal.Append(Append("plain", 0, "opened"));
        await Journal.Append(Append("ann-1", 0, "opened").With(index => index with { AgentId = "ann", SkillId = "sales" }));
        await Journal.Append(Append("ann-2", 0, "opened").With(index => index with { AgentId = "ann", State = ConversationState.Close }));
        await Journal.Append(Append(Key("elsewhere", "other"), 0, "opened").With(index => index with { AgentId = "ann" }));
        var all = new ConversationQuery { Account = "demo" };
        Assert.Equal(["ann-2", "ann-1"], await AllPages(all with { AgentId = "ann" }));
        Assert.Equal(["ann-1"], await AllPages(all with { AgentId = "ann", State = ConversationState.Open }));
        Assert.Equal(["ann-1"], await AllPages(all with { SkillId = "sales" }));
        Assert.Equal(["plain"], await AllPages(all with { ConsumerId = "consumer-plain" }));
        Assert.Empty(await AllPages(all with { SkillId = "sales", State = ConversationState.Close }));
    }

    [Theory, InlineData("NN-1", "ann-1"), InlineData("consumer-PLAIN", "plain"), InlineData("%", ""), InlineData("a_n", ""), InlineData("\\", "")]
    public async Task text_is_searched_in_conversation_and_consumer_ids_as_it_is(string text, string found)
    {
        await Journal.Append(Append("plain", 0, "opened"));
        await Journal.Append(Append("ann-1", 0, "opened"));
        Assert.Equal(found, string.Join(' ', await AllPages(new() { Account = "demo", Text = text })));
    }

    [Theory, InlineData("nonsense"), InlineData("1"), InlineData("-"), InlineData("99999999999999999999-1"), InlineData("9223372036854775807-1")]
    public async Task a_cursor_of_something_else_is_refused(string cursor) =>
        await Assert.ThrowsAsync<ArgumentException>(async () => await Journal.List(new() { Account = "demo", Cursor = cursor }));

    [Theory, InlineData(0), InlineData(201)]
    public async Task a_page_that_is_too_small_or_too_large_is_refused(int limit) =>
        await Assert.ThrowsAsync<ArgumentException>(async () => await Journal.List(new() { Account = "demo", Limit = limit }));

    [Theory, InlineData(-1, false), InlineData(0, true), InlineData(1, true)]
    public async Task a_conversation_is_due_at_its_time_and_after_it(long ticks, bool due)
    {
        await Journal.Append(Append("a", 0, "opened").With(index => index with { WakeAt = Nine }));
        Assert.Equal(due, !(await Journal.Due(WakeupPartition.Of(Key("a")), Nine.AddTicks(ticks), null, 10)).IsEmpty);
    }

    [Fact]
    public async Task what_no_longer_waits_is_not_due()
    {
        await Journal.Append(Append("a", 0, "opened").With(index => index with { WakeAt = Nine }));
        await Journal.Append(Append("a", 1, "answered"));
        Assert.Empty(await Journal.Due(WakeupPartition.Of(Key("a")), Nine.AddDays(1), null, 10));
    }

    [Theory, InlineData(1), InlineData(2), InlineData(7)]
    public async Task due_conversations_come_earliest_first_and_page_through_equal_times_without_loss_or_repeat(int limit)
    {
        var keys = Enumerable.Range(0, 400).Select(i => Key($"c{i:000}")).Where(key => WakeupPartition.Of(key) is 3).ToArray();
        Assert.True(keys.Length > 10);
        foreach (var (key, i) in keys.Select((key, i) => (key, i)))
        {
            await Journal.Append(Append(key, 0, "opened").With(index => index with { WakeAt = Nine.AddSeconds(-i / 4) }));
        }
        List<DueConversation> found = [];
        while (await Journal.Due(3, Nine, found.LastOrDefault(), limit) is { IsEmpty: false } page)
        {
            Assert.True(page.Length <= limit);
            found.AddRange(page);
        }
        Assert.Equal(keys.Order(ByText), found.Select(due => due.Key).Order(ByText));
        Assert.Equal(found.OrderBy(due => due.WakeAt).Select(due => due.WakeAt), found.Select(due => due.WakeAt));
    }

    private static readonly Comparer<ConversationKey> ByText =
        Comparer<ConversationKey>.Create((one, other) => string.CompareOrdinal(one.ToString(), other.ToString()));

    private async Task<List<string>> AllPages(ConversationQuery query)
    {
        List<string> ids = [];
        while (true)
        {
            var page = await Journal.List(query);
            ids.AddRange(page.Conversations.Select(conversation => conversation.Id));
            if (page.Next is null)
            {
                return ids;
            }
            query = query with { Cursor = page.Next };
        }
    }
}
