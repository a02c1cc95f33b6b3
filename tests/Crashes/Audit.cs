using Conversations.Client;

namespace Conversations.Tests.Crashes;

/// <summary>
/// Holds what is on disk of a conversation against what its consumer was told, and the agents who left notes in it. Every fault is a
/// sentence.
/// </summary>
internal sealed class Audit(
    Talker talker, IReadOnlyCollection<Sent> notes, IReadOnlyList<Message> transcript, IReadOnlyList<RecordedEvent> journal, ConversationView view)
{
    public IEnumerable<string> Faults() =>
        new[] { Order(), Kept(), Answered(), Bridged(), Turns(), Watched(), AtRest() }.SelectMany(f => f).Select(f => $"{talker.Name} ({talker.Id}): {f}");

    private IEnumerable<string> Order()
    {
        if (!transcript.Select(m => m.Seq).SequenceEqual(Numbers(transcript.Count)))
        {
            yield return $"the messages are numbered {string.Join(",", transcript.Select(m => m.Seq))}";
        }
        if (!journal.Select(e => e.Version).SequenceEqual(Numbers((int)view.Version)))
        {
            yield return $"the events up to {view.Version} are numbered {string.Join(",", journal.Select(e => e.Version))}";
        }
        if (view.LastSeq != transcript.Count)
        {
            yield return $"the last message is {view.LastSeq}, there are {transcript.Count}";
        }
    }

    private IEnumerable<string> Kept()
    {
        var byId = transcript.ToLookup(m => m.ClientMessageId);
        foreach (var sent in talker.Acknowledged.Concat(notes))
        {
            if (byId[sent.ClientMessageId].ToList() is not [var one] || one.Seq != sent.Seq || one.Text != sent.Text)
            {
                yield return $"'{sent.Text}' was acknowledged as {sent.Seq} and is there as [{string.Join(",", byId[sent.ClientMessageId].Select(m => m.Seq))}]";
            }
        }
        var (said, noted) = (Questions.Count(), transcript.Count(m => m.From.Role is Role.Agent));
        if (said != talker.Acknowledged.Count || noted != notes.Count)
        {
            yield return $"{talker.Acknowledged.Count} messages and {notes.Count} notes were acknowledged, {said} and {noted} are there";
        }
    }

    private IEnumerable<string> Answered()
    {
        foreach (var question in Questions)
        {
            var answers = transcript.Where(m => m.InReplyTo == question.Seq && !m.Proactive).ToList();
            var right = question.Ignored ? answers.Count is 0 : answers is [var one] && one.Text!.StartsWith(Answer(question.Text!), StringComparison.Ordinal);
            if (!right)
            {
                yield return $"'{question.Text}' ({question.Seq}{(question.Ignored ? ", ignored" : "")}) was answered with [{string.Join("; ", answers.Select(a => a.Text))}]";
            }
        }
    }

    private IEnumerable<string> Bridged()
    {
        foreach (var twice in transcript.Where(m => m.Proactive).GroupBy(m => (m.InReplyTo, m.Text)).Where(g => g.Count() > 1))
        {
            yield return $"'{twice.Key.Text}' came {twice.Count()} times for message {twice.Key.InReplyTo}";
        }
        foreach (var late in transcript.Where(m => m.Proactive && transcript.Any(a => a.InReplyTo == m.InReplyTo && !a.Proactive && a.Seq < m.Seq)))
        {
            yield return $"'{late.Text}' ({late.Seq}) came after the answer to {late.InReplyTo}";
        }
    }

    private IEnumerable<string> Turns()
    {
        var started = journal.Select(e => e.Event).OfType<TurnStarted>().ToList();
        var ended = journal.Select(e => e.Event).OfType<TurnEnded>().Select(e => e.Turn).ToList();
        if (!started.Select(t => t.MessageSeq).SequenceEqual(Questions.Where(q => !q.Ignored).Select(q => (long?)q.Seq)))
        {
            yield return $"turns were started for {string.Join(",", started.Select(t => t.MessageSeq))}";
        }
        if (!ended.Order().SequenceEqual(started.Select(t => t.Turn)))
        {
            yield return $"the turns {string.Join(",", started.Select(t => t.Turn))} were started, {string.Join(",", ended)} ended";
        }
    }

    // What was seen in one life of the server is what the next one has on disk.
    private IEnumerable<string> Watched()
    {
        if (!talker.Events.Select(Line).SequenceEqual(journal.Take(talker.Events.Count).Select(Line)))
        {
            yield return "the events that were watched are not those on disk";
        }
    }

    private IEnumerable<string> AtRest()
    {
        if (talker.InVain is { } seq)
        {
            yield return $"an answer to what was acknowledged as {seq} did not come in time";
        }
        if (view.Bot is not { Busy: false } || view.Timers.Length > 0)
        {
            yield return $"the bot is {(view.Bot?.Busy is true ? "busy" : "free")} with {view.Timers.Length} timers after all was answered";
        }
    }

    private IEnumerable<Message> Questions => transcript.Where(m => m.From.Role is Role.Consumer);

    private static string Answer(string question) => question.Split(' ') switch
    {
        ["order", var number] => $"Order {number}: ",
        ["tell", var chat, ..] => $"I told {chat}.",
        _ => "Hello! ",
    };

    private static (long, string) Line(RecordedEvent e) => (e.Version, System.Text.Json.JsonSerializer.Serialize(e.Event));

    private static IEnumerable<long> Numbers(int count) => Enumerable.Range(1, count).Select(n => (long)n);
}
