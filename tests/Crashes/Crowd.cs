using Conversations.Client;

namespace Conversations.Tests.Crashes;

/// <summary>Consumers, the chat instances that they have told things, and agents with their notes; at the end, what is there against what they were told.</summary>
internal sealed class Crowd(IConversationsClient client, List<Talker> talkers, List<Annotator> agents, IReadOnlyList<string> chats)
{
    public string Acknowledged => $"{talkers.Sum(t => t.Acknowledged.Count)} messages and {agents.Sum(a => a.Acknowledged.Count())} notes acknowledged";

    public static async Task<Crowd> Open(IConversationsClient client, int seed, int conversations, int chatInstances, int agents)
    {
        var chats = await Open(client, chatInstances, "chat");
        var ids = await Open(client, conversations, "consumer");
        return new(
            client,
            [.. ids.Select((id, i) => new Talker(client, $"consumer-{i}", id, chats, new Random(seed + i)))],
            [.. Enumerable.Range(0, agents).Select(i => new Annotator(client, $"agent-{i}", ids))],
            chats);
    }

    public Task Talk(Task enough, CancellationToken cancellation) => Task.WhenAll(
        [.. talkers.Select(t => t.Talk(enough, cancellation)), .. agents.Select(a => a.Annotate(enough, cancellation))]);

    /// <summary>Every fault is a sentence.</summary>
    public async Task<List<string>> Faults() => [.. await FaultsOfTalkers(), .. await FaultsOfChats()];

    private static async Task<IReadOnlyList<string>> Open(IConversationsClient client, int count, string name)
    {
        List<string> ids = [];
        for (var i = 0; i < count; i++)
        {
            ids.Add((await client.Open(NewConversation.With($"{name}-{i}"))).Id);
        }
        return ids;
    }

    private async Task<List<string>> FaultsOfTalkers()
    {
        var notes = agents.SelectMany(a => a.Acknowledged).ToLookup(n => n.Conversation);
        List<string> faults = [];
        foreach (var talker in talkers)
        {
            var view = await client.Read(talker.Id);
            var journal = await Journal(talker.Id, view.Version);
            faults.AddRange(new Audit(talker, [.. notes[talker.Id]], await Transcript(talker.Id), journal, view).Faults());
        }
        return faults;
    }

    private async Task<List<string>> FaultsOfChats()
    {
        List<string> faults = [];
        var told = talkers.SelectMany(t => t.Told).ToLookup(t => t.ChatInstance, t => t.Text);
        foreach (var chat in chats)
        {
            var heard = (await Transcript(chat)).Select(m => m.Text!).ToList();
            faults.AddRange(told[chat].Except(heard).Select(text => $"chat instance {chat} never heard '{text}'"));
            faults.AddRange(heard.Except(told[chat]).Select(text => $"chat instance {chat} heard '{text}', which nobody said"));
            faults.AddRange(heard.GroupBy(t => t).Where(g => g.Count() > 1).Select(g => $"chat instance {chat} heard '{g.Key}' {g.Count()} times"));
        }
        return faults;
    }

    private async Task<List<Message>> Transcript(string id)
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

    private async Task<List<RecordedEvent>> Journal(string id, long version)
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
