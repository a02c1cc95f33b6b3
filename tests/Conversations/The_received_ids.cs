using System.Text.Json;
using Conversations.Journal;

namespace Conversations.Tests.Conversing;

public class The_received_ids
{
    [Theory, InlineData(1), InlineData(16), InlineData(17), InlineData(256), InlineData(272), InlineData(273), InlineData(1_000)]
    public void of_the_newest_messages_are_known(int count)
    {
        var ids = After(count);
        for (var seq = count; seq > Math.Max(0, count - ReceivedIds.Kept); seq--) Assert.Equal(seq, ids.Find("ann", $"m{seq}"));
        Assert.Null(ids.Find("bob", $"m{count}"));
    }

    [Fact]
    public void are_forgotten_at_last() => Assert.Null(After(1_000).Find("ann", "m700"));

    [Fact]
    public void are_known_after_a_snapshot_was_read_back()
    {
        var state = Conversation.None(new ConversationKey("shop", "c1")) with { Received = After(20) };

        var read = JsonSerializer.Deserialize(JournalCodec.EncodeSnapshot(state), ConversationJson.Default.Conversation)!;

        for (var seq = 1; seq <= 20; seq++) Assert.Equal(seq, read.Received.Find("ann", $"m{seq}"));
    }

    private static ReceivedIds After(int count)
    {
        var ids = ReceivedIds.None;
        for (var seq = 1; seq <= count; seq++) ids = ids.Add(new ReceivedId("ann", $"m{seq}", seq));
        return ids;
    }
}
