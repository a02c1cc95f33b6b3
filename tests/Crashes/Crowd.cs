using Conversations.Client;

namespace Conversations.Tests.Crashes;

/// <summary>Consumers and agents who talk while something happens to the servers, and what must hold of their conversations afterwards.</summary>
internal sealed class Crowd
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly IReadOnlyList<string> _chats;
    private readonly IReadOnlyList<Talker> _talkers;
    private readonly IReadOnlyList<Annotator> _agents;

    private Crowd(IConversationsClient client, IReadOnlyList<string> chats, IReadOnlyList<string> ids, int agents, int seed)
    {
        _chats = chats;
        _talkers = [.. ids.Select((id, i) => new Talker(client, $"consumer-{i}", id, chats, new Random(seed + i)))];
        _agents = [.. Enumerable.Range(0, agents).Select(i => new Annotator(client, $"agent-{i}", ids))];
    }

    /// <summary>Opens the conversations.</summary>
    /// <param name="client">What everybody talks through.</param>
    /// <param name="consumers">Each in a conversation of his own.</param>
    /// <param name="chats">Chat instances that consumers send messages to.</param>
    /// <param name="agents">Each leaves notes in all conversations.</param>
    /// <param name="seed">What they say is drawn from it.</param>
    public static async Task<Crowd> Gather(IConversationsClient client, int consumers, int chats, int agents, int seed) =>
        new(client, await Open(client, chats, "chat"), await Open(client, consumers, "consumer"), agents, seed);

    public IReadOnlyList<string> Conversations => [.. _talkers.Select(t => t.Id)];

    public string Summary => $"{_talkers.Sum(t => t.Acknowledged.Count)} messages and {_agents.Sum(a => a.Acknowledged.Count())} notes acknowledged";

    /// <summary>Everybody talks until <paramref name="disturbance"/> is over, and then until all was answered, or for a minute.</summary>
    public async Task TalkWhile(Task disturbance)
    {
        using var limit = new CancellationTokenSource();
        var talks = Task.WhenAll([.. _talkers.Select(t => t.Talk(disturbance, limit.Token)), .. _agents.Select(a => a.Annotate(disturbance, limit.Token))]);
        await disturbance;
        limit.CancelAfter(Patience);
        await talks;
    }

    /// <summary>What is wrong with what is on disk, a sentence each.</summary>
    public async Task<IReadOnlyList<string>> Faults(IConversationsClient client)
    {
        List<string> faults = [];
        var notes = _agents.SelectMany(a => a.Acknowledged).ToLookup(n => n.Conversation);
        foreach (var talker in _talkers)
        {
            var view = await client.Read(talker.Id);
            var journal = await Journal(client, talker.Id, view.Version);
            faults.AddRange(new Audit(talker, [.. notes[talker.Id]], await client.Transcript(talker.Id), journal, view).Faults());
        }
        var told = _talkers.SelectMany(t => t.Told).ToLookup(t => t.ChatInstance, t => t.Text);
        foreach (var chat in _chats)
        {
            faults.AddRange(Faults(chat, [.. told[chat]], [.. (await client.Transcript(chat)).Select(m => m.Text!)]));
        }
        return faults;
    }

    private static IEnumerable<string> Faults(string chat, IReadOnlyList<string> told, IReadOnlyList<string> heard) =>
    [
        .. told.Except(heard).Select(text => $"chat instance {chat} never heard '{text}'"),
        .. heard.Except(told).Select(text => $"chat instance {chat} heard '{text}', which nobody said"),
        .. heard.GroupBy(t => t).Where(g => g.Count() > 1).Select(g => $"chat instance {chat} heard '{g.Key}' {g.Count()} times"),
    ];

    private static async Task<IReadOnlyList<string>> Open(IConversationsClient client, int count, string name)
    {
        List<string> ids = [];
        for (var i = 0; i < count; i++)
        {
            ids.Add((await client.Open(NewConversation.With($"{name}-{i}"))).Id);
        }
        return ids;
    }

    internal static async Task<List<RecordedEvent>> Journal(IConversationsClient client, string id, long version)
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
