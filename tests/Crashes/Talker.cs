using Conversations.Client;

namespace Conversations.Tests.Crashes;

/// <summary>What a talker sent, and what the server acknowledged.</summary>
internal sealed record Sent(string Text, string ClientMessageId, long Seq);

/// <summary>
/// A consumer who waits for each answer before saying more, sometimes without the patience for that. Whatever is not acknowledged
/// is sent again under the same id.
/// </summary>
internal sealed class Talker(IConversationsClient client, string name, string id, IReadOnlyList<string> chatInstances, Random random)
{
    private const int FewestTurns = 4;
    private const int LongestPause = 400;
    private readonly HashSet<long> _ignored = [];
    private readonly Dictionary<long, long> _turnOf = [];
    private readonly HashSet<long> _ended = [];

    public string Name => name;
    public string Id => id;
    public List<Sent> Acknowledged { get; } = [];

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
            InVain = Acknowledged.Count > 0 ? Acknowledged[^1].Seq : 0;
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

    private async Task<long> Say(string text, CancellationToken cancellation)
    {
        var message = NewMessage.FromConsumer(name, text) with { ClientMessageId = $"{name}-{Acknowledged.Count}" };
        while (true)
        {
            try
            {
                var seq = (await client.Publish(id, message, cancellation)).Seq;
                Acknowledged.Add(new(text, message.ClientMessageId, seq));
                return seq;
            }
            catch (ConversationsException e) when (e.IsTransient)
            {
                // The server is away for longer than the client has patience.
            }
        }
    }

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
