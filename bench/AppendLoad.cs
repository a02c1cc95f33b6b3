using System.Diagnostics;
using System.Text;
using Conversations.Journal;

namespace Conversations.Bench;

/// <summary>One conversation that appends as soon as its last append is acknowledged, as immediate answers do.</summary>
internal sealed class AppendLoad(IConversationJournal journal, int number, int eventBytes)
{
    private const int EventsPerAppend = 3;
    private static readonly DateTimeOffset Created = new(2026, 1, 1, 9, 0, 0, TimeSpan.Zero);
    private readonly byte[] _events = Encoding.UTF8.GetBytes("[\"" + new string('x', eventBytes - 4) + "\"]");
    private long _version;

    /// <summary>In stopwatch ticks.</summary>
    public List<long> Latencies { get; } = [];

    public static JournalAppend Make(int number, long version, ReadOnlyMemory<byte> events) => new()
    {
        Key = new("demo", $"0199a7c0-5b1e-7000-8000-{number:x12}"),
        ExpectedVersion = version,
        EventCount = EventsPerAppend,
        Events = events,
        Index = new() { State = ConversationState.Open, ConsumerId = $"consumer-{number}", SkillId = "sales", CreatedAt = Created.AddSeconds(number) },
    };

    public async Task Run(TimeSpan span, bool measured)
    {
        var end = Stopwatch.GetTimestamp() + (long)(span.TotalSeconds * Stopwatch.Frequency);
        var append = Make(number, _version, _events);
        for (long start; (start = Stopwatch.GetTimestamp()) < end;)
        {
            await journal.Append(append with { ExpectedVersion = _version }).ConfigureAwait(false);
            _version += EventsPerAppend;
            if (measured)
            {
                Latencies.Add(Stopwatch.GetTimestamp() - start);
            }
        }
    }
}
