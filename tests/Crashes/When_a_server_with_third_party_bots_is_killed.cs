using Conversations.Client;
using Conversations.Tests.Servers;

namespace Conversations.Tests.Crashes;

/// <summary>The same promise with a bot that the server asks over HTTP, and that answers over HTTP, at any time and more than once.</summary>
[Collection(RealProcesses.Name), Trait("Category", "Crash")]
public sealed class When_a_server_with_third_party_bots_is_killed(ITestOutputHelper output)
{
    private const int Kills = 8;
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
        var kills = server.Die(instants, bot.Next);
        var talks = await Task.WhenAll(Enumerable.Range(0, Consumers).Select(i => Talk(server.Client, $"c{i}", kills)));
        await kills;

        var faults = talks.SelectMany(t => t.Faults).ToList();
        var (asked, repeated) = bot.Count;
        var failed = talks.Sum(t => t.Failed);
        output.WriteLine($"{instants.All.Count} kills; {talks.Sum(t => t.Said)} messages, {asked} requests, {repeated} lines sent again by the bot; {failed} turns were given up after three tries");
        Assert.True(faults.Count is 0, $"{faults.Count} faults; {instants.Repeat}:\n{string.Join('\n', faults.Take(20))}\nleft out by the bot: {string.Join(", ", bot.LeftOut.Take(20))}");
        // A turn is given up only when the server dies in each of its three tries.
        Assert.InRange(failed, 0, talks.Sum(t => t.Said) / 10);
    }

    private sealed record Outcome(int Said, int Failed, IReadOnlyList<string> Faults);

    private static async Task<Outcome> Talk(IConversationsClient client, string name, Task kills)
    {
        var id = await client.OpenInTheEnd(NewConversation.With(name));
        var speaker = new Speaker(client, new Participant { Id = name, Role = Role.Consumer });
        List<string> said = [];
        using var limit = new CancellationTokenSource(Patience + TimeSpan.FromMinutes(2));
        do
        {
            said.Add($"{name} says {said.Count}");
            await speaker.Say(id, said[^1], Audience.All, limit.Token);
            await client.TranscriptWhen(id, lines => IsAnswered(said[^1], lines), limit.Token);
            limit.Token.ThrowIfCancellationRequested();
        }
        while (!kills.IsCompleted);
        var lines = await client.Transcript(id);
        return new(said.Count, lines.Count(m => m.Text == "It failed."), [.. said.SelectMany(text => Faults(id, text, lines))]);
    }

    private static bool IsAnswered(string text, IReadOnlyList<Message> lines)
    {
        var seq = lines.First(m => m.Text == text).Seq;
        return lines.Any(m => m.Text == $"{text}: {StubbornBot.Words[^1]}" || (m.InReplyTo == seq && m.Text == "It failed."));
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
}
