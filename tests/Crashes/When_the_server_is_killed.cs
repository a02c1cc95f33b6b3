using System.Diagnostics;
using Conversations.Client;
using Conversations.Tests.Servers;

namespace Conversations.Tests.Crashes;

/// <summary>The promise of the whole thing: what was acknowledged is there, and what follows from it happens once.</summary>
[Collection(RealProcesses.Name), Trait("Category", "Crash")]
public sealed class When_the_server_is_killed(ITestOutputHelper output)
{
    private const int Conversations = 200;
    private const int ChatInstances = 10;
    private const int Agents = 4;
    private const int Kills = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task nothing_is_lost_or_doubled_at_fifty_random_instants()
    {
        var instants = new Instants(Kills);
        output.WriteLine(instants.Repeat);
        var clock = Stopwatch.StartNew();
        await using var server = await Doomed.Start();
        var chats = await Open(server.Client, ChatInstances, "chat");
        var ids = await Open(server.Client, Conversations, "consumer");
        var talkers = ids.Select((id, i) => new Talker(server.Client, $"consumer-{i}", id, chats, new Random(instants.Seed + i))).ToList();
        var agents = Enumerable.Range(0, Agents).Select(i => new Annotator(server.Client, $"agent-{i}", ids)).ToList();

        using var limit = new CancellationTokenSource();
        var kills = server.Die(instants);
        var talks = Task.WhenAll([.. talkers.Select(t => t.Talk(kills, limit.Token)), .. agents.Select(a => a.Annotate(kills, limit.Token))]);
        await kills;
        output.WriteLine($"{instants.All.Count} kills in {clock.Elapsed.TotalSeconds:0} s, {instants.All.Count(i => i.WhileStarting)} more while starting");
        limit.CancelAfter(Patience);
        await talks;
        await server.Renew();
        var notes = agents.SelectMany(a => a.Acknowledged).ToLookup(n => n.Conversation);
        output.WriteLine($"{talkers.Sum(t => t.Acknowledged.Count)} messages and {notes.Sum(n => n.Count())} notes acknowledged, all quiet after {clock.Elapsed.TotalSeconds:0} s");

        List<string> faults = [.. await Faults(server.Client, talkers, notes), .. await Faults(server.Client, talkers, chats)];
        Assert.True(faults.Count is 0, $"{faults.Count} faults; {instants.Repeat}:\n{string.Join('\n', faults.Take(20))}");
    }

    private static async Task<IReadOnlyList<string>> Open(IConversationsClient client, int count, string name)
    {
        List<string> ids = [];
        for (var i = 0; i < count; i++)
        {
            ids.Add((await client.Open(NewConversation.With($"{name}-{i}"))).Id);
        }
        return ids;
    }

    private static async Task<List<string>> Faults(IConversationsClient client, List<Talker> talkers, ILookup<string, Sent> notes)
    {
        List<string> faults = [];
        foreach (var talker in talkers)
        {
            var view = await client.Read(talker.Id);
            var journal = await Journal(client, talker.Id, view.Version);
            faults.AddRange(new Audit(talker, [.. notes[talker.Id]], await Transcript(client, talker.Id), journal, view).Faults());
        }
        return faults;
    }

    private static async Task<List<string>> Faults(IConversationsClient client, List<Talker> talkers, IReadOnlyList<string> chats)
    {
        List<string> faults = [];
        var told = talkers.SelectMany(t => t.Told).ToLookup(t => t.ChatInstance, t => t.Text);
        foreach (var chat in chats)
        {
            var heard = (await Transcript(client, chat)).Select(m => m.Text!).ToList();
            faults.AddRange(told[chat].Except(heard).Select(text => $"chat instance {chat} never heard '{text}'"));
            faults.AddRange(heard.Except(told[chat]).Select(text => $"chat instance {chat} heard '{text}', which nobody said"));
            faults.AddRange(heard.GroupBy(t => t).Where(g => g.Count() > 1).Select(g => $"chat instance {chat} heard '{g.Key}' {g.Count()} times"));
        }
        return faults;
    }

    private static async Task<List<Message>> Transcript(IConversationsClient client, string id)
    {
        List<Message> all = [];
        for (long? after = 0; after is { } position;)
        {
            var page = await client.ReadMessages(id, position, 200);
            all.AddRange(page.Messages);
            after = page.Next;
        }
        return all;
    }

    private static async Task<List<RecordedEvent>> Journal(IConversationsClient client, string id, long version)
    {
        List<RecordedEvent> all = [];
        await foreach (var recorded in client.WatchEvents(id))
        {
            all.Add(recorded);
            if (recorded.Version >= version)
            {
                break;
            }
        }
        return all;
    }
}
