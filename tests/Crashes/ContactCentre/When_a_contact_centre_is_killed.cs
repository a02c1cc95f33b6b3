using Conversations.Client;
using Conversations.Tests.RealClients;
using Conversations.Tests.Servers;

namespace Conversations.Tests.Crashes.ContactCentre;

/// <summary>The same promise with queues, agents, functions and webhooks in play.</summary>
[Collection(RealProcesses.Name), Trait("Category", "Crash")]
public sealed class When_a_contact_centre_is_killed(ITestOutputHelper output)
{
    private const int Kills = 10;
    private const int Desks = 30;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task no_command_is_applied_twice_and_none_is_lost()
    {
        Assert.SkipWhen(Programs.Find("node") is null, "Node.js is missing, and functions run in it: install it (apt-get install nodejs npm).");
        var instants = new Instants(Kills);
        output.WriteLine(instants.Repeat);
        await using var inbox = await WebhookInbox.Open(instants.Seed);
        var folder = new SiloFolder();
        await using var server = await Doomed.Start(folder, CentreAccount.WriteTo(folder, inbox.Address));
        using var limit = new CancellationTokenSource(Patience + TimeSpan.FromMinutes(3));
        using var desk = new Desk(server.Address, new Random(instants.Seed));
        await desk.Call(HttpMethod.Post, "webhooks", new { url = inbox.Address, events = new[] { "messagePublished", "conversationClosed" } }, limit.Token);
        foreach (var agent in CentreAccount.Agents) await desk.Call(HttpMethod.Put, $"agents/{agent}/presence", new { state = "ONLINE" }, limit.Token);

        var kills = server.Die(instants);
        var shifts = Enumerable.Range(0, Desks).Select(i => desk.Serve($"c{i}", kills, limit.Token)).ToArray();
        await SeeOffStrangers(server.Client, desk, kills, limit.Token);
        limit.CancelAfter(Patience);
        await Task.WhenAll(shifts);
        var ids = await SeeOffTheRest(server.Client, desk, limit.Token);

        var journals = await Journals(server.Client, ids);
        // The last deliveries and releases are still on their way when the last conversation has closed.
        var faults = await Settled(() => [.. Faults(journals, inbox)], limit.Token);
        faults = [.. faults, .. await Settled(() => StillBooked(desk, limit.Token), limit.Token)];
        output.WriteLine($"{instants.All.Count} kills; {desk.Served} of {ids.Count} conversations served from desk to goodbye");
        foreach (var (id, events) in journals.Where(j => faults.Any(f => f.StartsWith(j.Key, StringComparison.Ordinal))).Take(10))
        {
            output.WriteLine($"{id}: {string.Join("; ", events.Select(Deliveries).OfType<string>())}");
        }
        Assert.True(faults.Count is 0, $"{faults.Count} faults; {instants.Repeat}:\n{string.Join('\n', faults.Take(20))}");
    }

    private static string? Deliveries(ConversationEvent happened) => happened switch
    {
        EffectStarted { Effect: WebhookDelivery delivery } => $"{happened.At:mm:ss.fff} {delivery.Key} after {delivery.FromVersion} to {delivery.ToVersion}",
        EffectSettled { Outcome: { DeliveredTo: { } to } outcome } settled => $"{happened.At:mm:ss.fff} {settled.Key} to {to}: {outcome.Status} {outcome.Detail}",
        _ => null,
    };

    private static IEnumerable<string> Faults(Dictionary<string, IReadOnlyList<ConversationEvent>> journals, WebhookInbox inbox) =>
    [
        .. journals.SelectMany(j => CentreAudit.Faults(j.Key, j.Value, inbox)),
        .. CentreAudit.Overbooked(journals.Values),
        .. inbox.Renamed(),
    ];

    private static async Task<IReadOnlyList<string>> StillBooked(Desk desk, CancellationToken cancellation) =>
    [
        .. from agent in (await desk.Call(HttpMethod.Get, "agents", null, cancellation))["agents"]!.AsArray()
           where agent!["conversations"]!.AsArray().Count > 0
           select $"{agent["id"]} still has {agent["conversations"]}",
    ];

    private static Task<IReadOnlyList<string>> Settled(Func<IReadOnlyList<string>> faults, CancellationToken cancellation) => Settled(() => Task.FromResult(faults()), cancellation);

    private static async Task<IReadOnlyList<string>> Settled(Func<Task<IReadOnlyList<string>>> faults, CancellationToken cancellation)
    {
        var give = DateTime.UtcNow + TimeSpan.FromSeconds(150);
        while (true)
        {
            var found = await faults();
            if (found.Count is 0 || DateTime.UtcNow > give) return found;
            await Task.Delay(500, cancellation);
        }
    }

    // Those whose opening was not heard of are nobody's: they would keep an agent's room until the end.
    private static async Task SeeOffStrangers(IConversationsClient client, Desk desk, Task kills, CancellationToken cancellation)
    {
        while (!kills.IsCompleted)
        {
            var open = await OpenNow(client, cancellation);
            await Task.Delay(TimeSpan.FromSeconds(2), cancellation);
            await Task.WhenAll(open.Where(id => !desk.Mine.ContainsKey(id)).Select(id => desk.SeeOff(id, cancellation)));
        }
        await kills;
    }

    private static async Task<IReadOnlyList<string>> OpenNow(IConversationsClient client, CancellationToken cancellation)
    {
        try
        {
            return await List(client, new ConversationFilter { State = ConversationState.Open, Limit = 200 }, cancellation);
        }
        catch (ConversationsException fault) when (fault.IsTransient)
        {
            // The server is away; looked at again soon.
            return [];
        }
    }

    private static async Task<IReadOnlyList<string>> SeeOffTheRest(IConversationsClient client, Desk desk, CancellationToken cancellation)
    {
        var open = await List(client, new ConversationFilter { State = ConversationState.Open, Limit = 200 }, cancellation);
        await Task.WhenAll(open.Select(id => desk.SeeOff(id, cancellation)));
        return await List(client, new ConversationFilter { Limit = 200 }, cancellation);
    }

    private static async Task<IReadOnlyList<string>> List(IConversationsClient client, ConversationFilter filter, CancellationToken cancellation)
    {
        List<string> ids = [];
        for (ConversationFilter? next = filter; next is not null;)
        {
            var page = await client.List(next, cancellation);
            ids.AddRange(page.Conversations.Select(c => c.Id));
            next = page.Next is null ? null : filter with { Cursor = page.Next };
        }
        return ids;
    }

    private static async Task<Dictionary<string, IReadOnlyList<ConversationEvent>>> Journals(IConversationsClient client, IReadOnlyList<string> ids)
    {
        var journals = new Dictionary<string, IReadOnlyList<ConversationEvent>>();
        foreach (var id in ids) journals[id] = [.. (await Crowd.Journal(client, id, (await client.Read(id)).Version)).Select(e => e.Event)];
        return journals;
    }
}
