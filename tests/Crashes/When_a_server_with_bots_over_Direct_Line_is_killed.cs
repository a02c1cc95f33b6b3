using Conversations.Client;
using Conversations.Tests.Servers;

namespace Conversations.Tests.Crashes;

/// <summary>The same promise with bots that are read from a feed: over sockets and by asking, in their turn, late and unasked.</summary>
[Collection(RealProcesses.Name), Trait("Category", "Crash")]
public sealed class When_a_server_with_bots_over_Direct_Line_is_killed(ITestOutputHelper output)
{
    private const int Kills = 8;
    private const int Consumers = 16;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task all_that_the_bot_says_is_said_once_and_in_its_order()
    {
        var instants = new Instants(Kills);
        output.WriteLine(instants.Repeat);
        await using var bot = await RemoteBot.Start(instants.Seed);
        var folder = new SiloFolder();
        await using var server = await Doomed.Start(folder, bot.WriteTo(folder));
        var kills = server.Die(instants, bot.Next);
        var talks = await Task.WhenAll(Enumerable.Range(0, Consumers).Select(i => Talk(server.Client, $"c{i}", i % 2 == 0 ? "pushed" : "polled", kills)));
        await kills;
        await bot.Finish();

        using var settling = new CancellationTokenSource(Settling);
        var lines = await Task.WhenAll(talks.Select(t => server.Client.TranscriptWhen(t.Id, l => Missing(bot, t.Id, l).Count == 0, settling.Token)));
        var faults = talks.Zip(lines).SelectMany(t => Faults(bot, t.First, t.Second)).ToList();
        var said = talks.Sum(t => t.Said.Count);
        var failed = lines.Sum(l => l.Count(m => m.Text == RemoteBot.Failure));
        output.WriteLine($"{instants.All.Count} kills; {said} messages, {bot.Asked.Values.Sum()} posts, {lines.Sum(l => l.Count)} lines, {failed} turns were given up after three tries");
        Assert.True(faults.Count is 0, $"{faults.Count} faults; {instants.Repeat}:\n{string.Join('\n', faults.Take(20))}");
        // A turn is given up only when the server dies in each of its three tries.
        Assert.InRange(failed, 0, said / 10);
    }

    private sealed record Outcome(string Id, IReadOnlyCollection<Sent> Said, string? InVain = null);

    private static async Task<Outcome> Talk(IConversationsClient client, string name, string bot, Task kills)
    {
        var id = await client.OpenInTheEnd(NewConversation.With(name) with { Bot = bot });
        var speaker = new Speaker(client, new Participant { Id = name, Role = Role.Consumer });
        using var limit = new CancellationTokenSource(Patience);
        do
        {
            var text = $"{name} says {speaker.Acknowledged.Count}";
            var seq = await speaker.Say(id, text, Audience.All, limit.Token);
            await client.TranscriptWhen(id, lines => IsAnswered(text, seq, lines), limit.Token);
            if (limit.IsCancellationRequested) return new(id, speaker.Acknowledged, text);
        }
        while (!kills.IsCompleted);
        return new(id, speaker.Acknowledged);
    }

    private static bool IsAnswered(string text, long seq, IReadOnlyList<Message> lines) =>
        lines.Any(m => m.Text == $"{text}: {RemoteBot.Words[^1]}" || (m.InReplyTo == seq && m.Text == RemoteBot.Failure));

    // A copy of a message is answered again; the consumer sees the answers once.
    private static List<string> Words(RemoteBot bot, string id) => [.. bot.Of(id).SelectMany(c => c.Words).Distinct()];

    private static List<string> Missing(RemoteBot bot, string id, IReadOnlyList<Message> lines) => [.. Words(bot, id).Except(lines.Select(m => m.Text!))];

    private static IEnumerable<string> Faults(RemoteBot bot, Outcome talk, IReadOnlyList<Message> lines)
    {
        var consumer = lines.Where(m => m.From.Role == Role.Consumer).ToList();
        if (!consumer.Select(m => (m.Seq, m.ClientMessageId)).SequenceEqual(talk.Said.Select(s => (s.Seq, (string?)s.ClientMessageId))))
        {
            yield return $"{talk.Id}: {talk.Said.Count} messages were acknowledged, {consumer.Count} are there";
        }
        foreach (var sent in talk.Said.Where(s => !bot.Asked.ContainsKey($"{talk.Id}|{s.Seq:D7}"))) yield return $"{talk.Id}: '{sent.Text}' never reached the bot";
        if (talk.InVain is { } text) yield return $"{talk.Id}: '{text}' was not answered";
        if (bot.Of(talk.Id).Count != 1) yield return $"{talk.Id}: the bot was talked to in {bot.Of(talk.Id).Count} conversations";
        var heard = lines.Where(m => m.From.Role == Role.Bot && m.Text != RemoteBot.Failure).Select(m => m.Text!).ToList();
        var words = Words(bot, talk.Id);
        if (heard.SequenceEqual(words)) yield break;
        var twice = heard.GroupBy(t => t).Where(g => g.Count() > 1).Select(g => g.Key).ToList();
        yield return $"{talk.Id}: lost [{string.Join(" | ", words.Except(heard))}], twice [{string.Join(" | ", twice)}], "
            + $"first out of order {words.Zip(heard).FirstOrDefault(p => p.First != p.Second)}";
    }
}
