using Conversations.Journal;
using static Conversations.Tests.Journaling.JournalFixtures;

namespace Conversations.Tests.Journaling;

/// <summary>Random appends, some at a wrong version, many waiting together, against a list and an index per conversation.</summary>
public abstract class RandomAppendsContract
{
    protected abstract IConversationJournal Journal { get; }

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5)]
    public async Task leave_what_a_model_says(int seed)
    {
        var random = new Random(seed);
        var model = new Dictionary<ConversationKey, List<string>>();
        var indexes = new Dictionary<ConversationKey, IndexEntry>();
        for (var round = 0; round < 30; round++)
        {
            var appends = Enumerable.Range(0, random.Next(1, 40)).Select(i => RandomAppend(random, model, $"{round}.{i}")).ToArray();
            // The model decides in the order in which the appends are handed over.
            var outcomes = appends.Select(append => (Append: append, Expected: Apply(model, append), Written: Journal.Append(append))).ToArray();
            foreach (var (append, expected, written) in outcomes)
            {
                var fault = await Record.ExceptionAsync(() => written);
                Assert.True(expected ? fault is null : fault is VersionConflictException, $"seed {seed}, round {round}: {fault}");
                if (expected) indexes[append.Key] = append.Index;
            }
            await LooksLike(indexes, $"seed {seed}, round {round}");
        }
        foreach (var (key, events) in model)
        {
            var read = string.Concat((await Journal.Read(key, 0, int.MaxValue)).Select(append => Text(append.Events)));
            Assert.True(read == string.Concat(events), $"seed {seed}, {key}: {read}");
        }
    }

    // What is listed, and what is due when.
    private async Task LooksLike(Dictionary<ConversationKey, IndexEntry> model, string when)
    {
        var listed = (await Journal.List(new() { Account = "demo", Limit = 200 })).Conversations;
        Assert.True(listed.Length == model.Count, $"{when}: {listed.Length} are listed of {model.Count}");
        foreach (var conversation in listed) Assert.True(conversation.Index == model[Key(conversation.Id)], $"{when}, {conversation.Id}: {conversation.Index}");
        var due = new List<(string, DateTimeOffset)>();
        foreach (var partition in model.Keys.Select(WakeupPartition.Of).Distinct())
        {
            due.AddRange((await Journal.Due(partition, Nine.AddDays(1), null, 100)).Select(d => (d.Key.Conversation, d.WakeAt)));
        }
        var waiting = model.Where(m => m.Value.WakeAt is not null).Select(m => (m.Key.Conversation, m.Value.WakeAt!.Value));
        Assert.True(waiting.Order().SequenceEqual(due.Order()), $"{when}: {string.Join(' ', due)}");
    }

    private static JournalAppend RandomAppend(Random random, Dictionary<ConversationKey, List<string>> model, string name)
    {
        var key = Key("c" + random.Next(8));
        var version = model.TryGetValue(key, out var events) ? events.Count : 0;
        var expected = random.Next(5) is 0 ? Math.Max(0, version + random.Next(-1, 2)) : version;
        DateTimeOffset? wakeAt = random.Next(3) is 0 ? Nine.AddSeconds(random.Next(100)) : null;
        return Append(key, expected, name).With(index => index with { WakeAt = wakeAt, AgentId = random.Next(2) is 0 ? "ann" : null });
    }

    private static bool Apply(Dictionary<ConversationKey, List<string>> model, JournalAppend append)
    {
        var events = model.TryGetValue(append.Key, out var known) ? known : [];
        if (events.Count != append.ExpectedVersion)
        {
            return false;
        }
        events.Add(Text(append.Events));
        model[append.Key] = events;
        return true;
    }
}
