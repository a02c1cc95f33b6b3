using Conversations.Client;
using Conversations.Tests.Servers;

namespace Conversations.Tests.Crashes;

/// <summary>The same promise with a bot that the server asks over HTTP, and that answers over HTTP, at any time and more than once.</summary>
[Collection(RealProcesses.Name), Trait("Category", "Crash")]
public sealed class When_a_server_with_third_party_bots_is_killed(ITestOutputHelper output)
{
    private const int Kills = 12;
    private const int Consumers = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task each_answer_is_said_once_and_in_its_order()
    {
        var instants = new Instants(Kills);
        output.WriteLine(instants.Repeat);
        await using var bot = await StubbornBot.Start(instants.Seed);
        var folder = new SiloFolder();
        await using var server = await Doomed.Start(folder, bot.WriteTo(folder));
        var kills = server.Die(instants);
        var talks = await Task.WhenAll(Enumerable.Range(0, Consumers).Select(i => Talk(server.Client, $"c{i}", kills)));
        await kills;

        var faults = talks.SelectMany(t => t.Faults).ToList();
        var (asked, repeated) = bot.Count;
        var failed = talks.Sum(t => t.Failed);
        output.WriteLine($"{Kills} kills; {talks.Sum(t => t.Said)} messages, {asked} requests, {repeated} lines sent again by the bot; {failed} turns were given up after three tries");
        Assert.True(faults.Count is 0, $"{faults.Count} faults; {instants.Repeat}:\n{string.Join('\n', faults.Take(20))}");
        // A turn is given up only when the server dies in each of its three tries.
        Assert.InRange(failed, 0, talks.Sum(t => t.Said) / 10);
    }

    private sealed record Outcome(int Said, int Failed, IReadOnlyList<string> Faults);

    private static async Task<Outcome> Talk(IConversationsClient client, string name, Task kills)
    {
        var id = await Open(client, name);
        var speaker = new Speaker(client, new Participant { Id = name, Role = Role.Consumer });
        List<string> said = [];
        using var limit = new CancellationTokenSource(Patience + TimeSpan.FromMinutes(2));
        do
        {
            said.Add($"{name} says {said.Count}");
            await speaker.Say(id, said[^1], Audience.All, limit.Token);
            await Answered(client, id, said[^1], limit.Token);
        }
        while (!kills.IsCompleted);
        var lines = await Transcript(client, id);
        return new(said.Count, lines.Count(m => m.Text == "It failed."), [.. said.SelectMany(text => Faults(id, text, lines))]);
    }

    // In order and without a repeat; all of it, unless the turn was given up.
    private static IEnumerable<string> Faults(string id, string text, IReadOnlyList<Message> lines)
    {
        var seq = lines.Single(m => m.Text == text && m.From.Role == Role.Consumer).Seq;
        var heard = lines.Where(m => m.InReplyTo == seq && m.From.Role == Role.Bot).Select(m => m.Text!).ToList();
        var failed = heard.Remove("It failed.");
        var expected = StubbornBot.Words.Select(word => $"{text}: {word}").ToList();
        var fits = failed ? heard.SequenceEqual(expected.Where(heard.Contains)) : heard.SequenceEqual(expected);
        if (!fits) yield return $"{id}: '{text}' was answered with {string.Join(" | ", heard)}{(failed ? " and given up" : "")}";
    }

    private static async Task Answered(IConversationsClient client, string id, string text, CancellationToken cancellation)
    {
        for (var seen = false; !seen; await Task.Delay(50, cancellation))
        {
            try
            {
                var lines = await Transcript(client, id);
                var seq = lines.First(m => m.Text == text).Seq;
                seen = lines.Any(m => m.Text == $"{text}: {StubbornBot.Words[^1]}" || (m.InReplyTo == seq && m.Text == "It failed."));
            }
            catch (ConversationsException fault) when (fault.IsTransient)
            {
                // The server is away; looked at again soon.
            }
        }
    }

    private static async Task<string> Open(IConversationsClient client, string name)
    {
        while (true)
        {
            try
            {
                return (await client.Open(NewConversation.With(name))).Id;
            }
            catch (ConversationsException fault) when (fault.IsTransient)
            {
                // One that was opened without our hearing of it stays silent.
            }
        }
    }

    private static async Task<IReadOnlyList<Message>> Transcript(IConversationsClient client, string id)
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
}
