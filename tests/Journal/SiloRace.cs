using Conversations.Journal;
using static Conversations.Tests.Journaling.JournalFixtures;

namespace Conversations.Tests.Journaling;

/// <summary>
/// Several silos that append to the same few conversations at once, each from the version that it saw last, several appends ahead:
/// what was acknowledged is there once and in order, what was refused is not there, and there is one history.
/// </summary>
internal static class SiloRace
{
    private const int Conversations = 6;
    private const int Rounds = 40;

    public static async Task Run(IConversationJournal[] silos, int? seed = null)
    {
        var drawn = seed ?? Random.Shared.Next();
        var told = (await Task.WhenAll(silos.Select((journal, silo) => Task.Run(() => Talk(journal, silo, new Random(drawn + silo)))))).SelectMany(t => t).ToList();
        Assert.True(told.Count(t => t.Written) > Conversations && told.Exists(t => !t.Written), $"seed {drawn}: nobody raced");
        for (var i = 0; i < Conversations; i++)
        {
            var there = (await silos[0].Read(Key($"c{i}"), 0, int.MaxValue)).Select(append => Text(append.Events)).ToList();
            var expected = told.Where(t => t.Conversation == i && t.Written).Select(t => t.Events).ToList();
            Assert.True(there.Order().SequenceEqual(expected.Order()), $"seed {drawn}, c{i}:\nthere {string.Join(' ', there)}\nacknowledged {string.Join(' ', expected)}");
            foreach (var silo in expected.GroupBy(e => e.Split('.')[0]))
            {
                Assert.Equal(silo, there.Where(e => e.Split('.')[0] == silo.Key));
            }
        }
    }

    private static async Task<List<(int Conversation, string Events, bool Written)>> Talk(IConversationJournal journal, int silo, Random random)
    {
        List<(int, string, bool)> told = [];
        for (var round = 0; round < Rounds; round++)
        {
            var chains = Enumerable.Range(0, Conversations).Where(_ => random.Next(2) is 0).ToList();
            var versions = await Task.WhenAll(chains.Select(async c => (await journal.Read(Key($"c{c}"), 0, int.MaxValue)).LastOrDefault()?.LastVersion ?? 0));
            var sent = chains.Zip(versions).SelectMany(chain => Enumerable.Range(0, 3).Select(i =>
            {
                var append = Append($"c{chain.First}", chain.Second + i, $"silo{silo}.{round:00}.{i}");
                return (Conversation: chain.First, Events: Text(append.Events), Outcome: journal.Append(append));
            })).ToList();
            foreach (var (conversation, events, outcome) in sent)
            {
                var fault = await Record.ExceptionAsync(() => outcome);
                Assert.True(fault is null or VersionConflictException, $"{fault}");
                told.Add((conversation, events, fault is null));
            }
        }
        return told;
    }
}
