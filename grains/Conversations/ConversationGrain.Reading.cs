using System.Collections.Immutable;
using Conversations.Accounts;
using Conversations.Journal;

namespace Conversations;

/// <summary>Reading what was said. The newest lines are kept in memory; older ones come from the journal.</summary>
internal sealed partial class ConversationGrain
{
    private const int RecentKept = 16;
    private const int AppendsPerRead = 256;

    private ImmutableArray<Message> _recent = [];

    public Task<ConversationView?> Read()
    {
        if (_state.Version == 0) DeactivateOnIdle();
        return Task.FromResult(Views.Of(_state, accounts.Find(_state.Key.Account) ?? Account.Unknown(_state.Key.Account)));
    }

    public async Task<MessagePage> ReadMessages(long afterSeq, int limit)
    {
        if (_state.Version == 0) DeactivateOnIdle();
        var lastSeq = _state.LastSeq;
        var after = Math.Max(0, afterSeq);
        var messages = after >= lastSeq ? []
            : _recent is [var first, ..] && first.Seq <= after + 1 ? [.. _recent.Where(m => m.Seq > after).Take(limit)]
            : await ReadOlder(after, limit);
        return new MessagePage { Messages = messages, LastSeq = lastSeq, Exists = _state.Version > 0 };
    }

    public async Task<EventPage> ReadEvents(long afterVersion, int limit)
    {
        if (_state.Version == 0) DeactivateOnIdle();
        var version = _state.Version;
        var after = Math.Max(0, afterVersion);
        var events = ImmutableArray.CreateBuilder<ConversationEvent>();
        if (after < version)
        {
            foreach (var append in await journal.Read(_state.Key, after, Math.Clamp(limit, 1, AppendsPerRead)))
            {
                var skip = (int)Math.Max(0, after + 1 - append.FirstVersion);
                events.AddRange(JournalCodec.Decode(_state.Key, append).AsSpan()[skip..]);
                if (events.Count >= limit) break;
            }
        }
        if (events.Count > limit) events.Count = limit;
        return new EventPage { FirstVersion = after + 1, Events = events.DrainToImmutable(), Version = version };
    }

    // A message's version is above its position, for each is an event and the opening comes first.
    private async Task<ImmutableArray<Message>> ReadOlder(long afterSeq, int limit)
    {
        var messages = ImmutableArray.CreateBuilder<Message>();
        for (var version = afterSeq; messages.Count < limit;)
        {
            var appends = await journal.Read(_state.Key, version, AppendsPerRead);
            if (appends.IsEmpty) break;
            foreach (var append in appends)
            {
                messages.AddRange(MessagesOf(JournalCodec.Decode(_state.Key, append)).Where(m => m.Seq > afterSeq));
            }
            version = appends[^1].LastVersion;
        }
        if (messages.Count > limit) messages.Count = limit;
        return messages.DrainToImmutable();
    }

    private void RememberRecent(ConversationKey key, JournalReading? reading)
    {
        foreach (var append in reading?.Appends ?? []) RememberRecent(JournalCodec.Decode(key, append));
    }

    private void RememberRecent(ImmutableArray<ConversationEvent> events)
    {
        var recent = _recent.AddRange(MessagesOf(events));
        _recent = recent.Length <= RecentKept ? recent : recent[^RecentKept..];
    }

    private static IEnumerable<Message> MessagesOf(ImmutableArray<ConversationEvent> events) =>
        events.OfType<MessagePublished>().Select(e => e.Message);
}
