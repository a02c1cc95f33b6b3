using Conversations.Journal;

namespace Conversations.Tests.Journaling;

public class The_wakeup_partition
{
    // Stored rows carry these numbers: a change here loses every wake-up that is stored.
    [Theory, InlineData("demo/1", 14), InlineData("demo/2", 11), InlineData("acme/0199a7c0-5b1e-7000-8000-000000000001", 1), InlineData("zoë/été", 11)]
    public void never_changes(string key, int partition) => Assert.Equal(partition, WakeupPartition.Of(ConversationKey.Parse(key)));

    [Fact]
    public void spreads_conversations_evenly()
    {
        var counts = Enumerable.Range(0, 16_000).CountBy(i => WakeupPartition.Of(new("demo", $"c{i}"))).ToArray();
        Assert.Equal(WakeupPartitions.Count, counts.Length);
        Assert.All(counts, count => Assert.InRange(count.Value, 800, 1_200));
    }
}
