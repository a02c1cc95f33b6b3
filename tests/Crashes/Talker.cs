using Conversations.Client;

namespace Conversations.Tests.Crashes;

/// <summary>A consumer who waits for each answer before saying more, sometimes without the patience for that.</summary>
internal sealed class Talker(IConversationsClient client, string name, string id, IReadOnlyList<string> chatInstances, Random random)
{
    private const int FewestTurns = 4;
    private const int LongestPause = 400;
    private readonly Speaker _speaker = new(client, new Participant { Id = name, Role = Role.Consumer });
    private readonly HashSet<long> _ignored = [];
    private readonly Dictionary<long, long> _turnOf = [];
    private readonly HashSet<long> _ended = [];

    public string Name => name;
    public string Id => id;
    public IReadOnlyCollection<Sent> Acknowledged => _speaker.Acknowledged;

    /// <summary>What it had told to chat instances: where to and what.</summary>
    public List<(string ChatInstance, string Text)> Told { get; } = [];

    /// <summary>Every event as the watch gave it, across all the server's lives.</summary>
    public List<RecordedEvent> Events { get; } = [];

    /// <summary>The message whose answer did not come in time, if there is one.</summary>
    public long? InVain { get; private set; }

    /// <summary>Goes on until <paramref name="enough"/>, at least for a few turns.</summary>
    public async Task Talk(Task enough, CancellationToken cancellation)
    {
        try
        {
            await TakeTurns(enough, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            InVain = Acknowledged.LastOrDefault()?.Seq ?? 0;
        }
    }

    private async Task TakeTurns(Task enough, CancellationToken cancellation)
    {
        await using var events = client.WatchEvents(id, 0, cancellation).GetAsyncEnumerator(cancellation);
        for (var turn = 0; turn < FewestTurns || !enough.IsCompleted; turn++)
        {
            var text = Next(turn);
            var seq = await Say(text, cancellation);
            if (text.StartsWith("order", StringComparison.Ordinal) && random.Next(4) is 0)
            {
                await Settle(events, await Say("hello?", cancellation));
            }
            await Settle(events, seq);
            // Short pauses, so that at most instants something is being written, and none is in step with another.
            await Task.Delay(random.Next(LongestPause), cancellation);
        }
    }

    private string Next(int turn)
    {
        switch (random.Next(12))
        {
            case < 6:
                return "hi";
            case < 9:
                return $"order {random.Next(1, 4)}";
            default:
                var told = (chatInstances[random.Next(chatInstances.Count)], $"parcel {name}-{turn}");
                Told.Add(told);
                return $"tell {told.Item1} {told.Item2}";
        }
    }

    private Task<long> Say(string text, CancellationToken cancellation) => _speaker.Say(id, text, Audience.All, cancellation);

    // Until the message was ignored, or its turn is over.
    private async Task Settle(IAsyncEnumerator<RecordedEvent> events, long seq)
    {
        while (!_ignored.Contains(seq) && !(_turnOf.TryGetValue(seq, out var turn) && _ended.Contains(turn)))
        {
            Assert.True(await events.MoveNextAsync());
            Events.Add(events.Current);
            Note(events.Current.Event);
        }
    }

    private void Note(ConversationEvent happened)
    {
        switch (happened)
        {
            case MessagePublished { Message: { Ignored: true } ignored }:
                _ignored.Add(ignored.Seq);
                break;
            case TurnStarted { MessageSeq: { } seq } started:
                _turnOf[seq] = started.Turn;
                break;
            case TurnEnded ended:
                _ended.Add(ended.Turn);
                break;
        }
    }
}
