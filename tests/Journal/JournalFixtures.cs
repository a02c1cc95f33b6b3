using System.Text;
using Conversations.Journal;

namespace Conversations.Tests.Journaling;

internal static class JournalFixtures
{
    public static readonly DateTimeOffset Nine = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public static ConversationKey Key(string conversation, string account = "demo") => new(account, conversation);

    public static JournalAppend Append(ConversationKey key, long expectedVersion, params string[] events) => new()
    {
        Key = key,
        ExpectedVersion = expectedVersion,
        EventCount = events.Length,
        Events = Bytes($"[{string.Join(',', events.Select(e => $"\"{e}\""))}]"),
        Index = new() { State = ConversationState.Open, ConsumerId = "consumer-" + key.Conversation, CreatedAt = Nine },
    };

    public static JournalAppend Append(string conversation, long expectedVersion, params string[] events) =>
        Append(Key(conversation), expectedVersion, events);

    public static JournalAppend With(this JournalAppend append, Func<IndexEntry, IndexEntry> change) => append with { Index = change(append.Index) };

    public static JournalAppend With(this JournalAppend append, string snapshot) => append with { Snapshot = Bytes(snapshot) };

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static string Text(ReadOnlyMemory<byte>? bytes) => bytes is { } some ? Encoding.UTF8.GetString(some.Span) : "(none)";

    /// <summary>A reading in one line: snapshot, its version, then each append.</summary>
    public static string Line(JournalReading? reading) => reading is null ? "(nothing)"
        : $"{Text(reading.Snapshot)}@{reading.SnapshotVersion} {Line(reading.Appends)}".TrimEnd();

    public static string Line(IEnumerable<StoredAppend> appends) =>
        string.Join(' ', appends.Select(append => $"{append.FirstVersion}-{append.LastVersion}{Text(append.Events)}"));
}
