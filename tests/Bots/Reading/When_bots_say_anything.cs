using System.Text;
using System.Text.Json;
using Conversations.Bots;
using Conversations.Tests.Bots.Figures;

namespace Conversations.Tests.Bots.Reading;

/// <summary>Whatever a bot sends is read, and what may be private stays so.</summary>
public class When_bots_say_anything(ITestOutputHelper output)
{
    private const int Tries = 3_000;
    private const string Marks = "{}[],:\"\\/*0-1.5eE+tfn\ud83d\ud83d\ude00\u0000\ufeff";

    [Fact]
    public void what_may_be_private_is_in_nothing_that_a_consumer_is_shown()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"Seed {seed}");
        var activities = new BadlyMarkedActivities(new Random(seed));
        var shown = new StringBuilder();
        for (var i = 0; i < Tries; i++)
        {
            var activity = activities.Next();
            var reading = Reads.Of(activity);
            foreach (var line in reading.Actions.OfType<BotLine>().Where(l => l.Audience != Audience.AgentsAndManagers)) shown.AppendLine(line.ToString());
            foreach (var refusal in reading.Refusals) shown.AppendLine(refusal.ToString());
        }
        var all = shown.ToString();
        Assert.NotEmpty(activities.Hidden);
        Assert.Contains("text-", all, StringComparison.Ordinal);
        Assert.All(activities.Hidden, hidden => Assert.DoesNotContain(hidden, all, StringComparison.Ordinal));
    }

    [Fact]
    public void what_may_be_private_is_in_no_message_of_the_conversation_for_all()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"Seed {seed}");
        var random = new Random(seed);
        for (var i = 0; i < 150; i++)
        {
            var activities = new BadlyMarkedActivities(random);
            var partner = new Partner(encodedMetadata: i % 2 == 0, type: i % 3 == 0 ? ConversationType.Chat : ConversationType.Messaging)
                .Answers([.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => activities.Next())]);
            partner.Talk.At(120);
            var shown = string.Join('\n', partner.Talk.Messages.Where(m => m.Audience is Audience.All).Select(m => JsonSerializer.Serialize(m)));
            Assert.All(activities.Hidden, hidden => Assert.DoesNotContain(hidden, shown, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void any_text_is_read_without_an_exception()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"Seed {seed}");
        var random = new Random(seed);
        var activities = new BadlyMarkedActivities(random);
        string[] figures = [.. new[] { "1.1", "2.1", "3.1", "4.1", "5.1", "5.2", "5.3", "6.1", "6.1-corrected" }.Select(Figure.Of)];
        for (var i = 0; i < Tries; i++)
        {
            var text = random.Next(2) == 0 ? activities.Next() : figures[random.Next(figures.Length)];
            for (var changes = random.Next(1, 6); changes > 0; changes--) text = Changed(text, random);
            var reading = BotActivityReader.Read(text, new BotReadingRules(random.Next(2) == 0, (ConversationType)random.Next(2)));
            Assert.Equal(32, reading.Fingerprint.Length);
            Assert.All(reading.Actions.OfType<BotLine>(), IsWhole);
            Assert.All(reading.Refusals, r => Assert.InRange(r.Part.Length + r.Detail.Length, 1, 1_000));
        }
    }

    // What others are given has to be JSON for them, too.
    private static void IsWhole(BotLine line)
    {
        foreach (var json in new[] { line.StructuredContent, line.Metadata, line.Activity }.OfType<string>()) JsonDocument.Parse(json).Dispose();
        Assert.InRange(line.Text?.Length ?? 0, 0, 8_000);
    }

    private static string Changed(string text, Random random)
    {
        var at = random.Next(text.Length + 1);
        var length = Math.Min(random.Next(1, 12), text.Length - at);
        return random.Next(6) switch
        {
            0 => text[..at],
            1 => text.Remove(at, length),
            2 => text.Insert(at, text.Substring(at, length)),
            3 => text.Insert(at, Marks[random.Next(Marks.Length)].ToString()),
            4 => text.Insert(at, new string('[', random.Next(100))),
            _ => text.Replace("\"AGENTS_AND_MANAGERS\"", ((char)random.Next(1, 0xffff)).ToString(), StringComparison.Ordinal),
        };
    }
}
