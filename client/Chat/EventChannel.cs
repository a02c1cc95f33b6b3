using System.Runtime.CompilerServices;
using Conversations.Cli.DirectLine;
using Conversations.Client;

namespace Conversations.Cli.Chat;

/// <summary>A conversation by its events, shown as Direct Line would: what consumers may see, and typing while the bot is busy.</summary>
internal sealed class EventChannel(IConversationsClient client, string conversation, string user, TimeProvider time) : IChatChannel
{
    /// <summary>As on Direct Line; a screen forgets it after about 5 s.</summary>
    private static readonly TimeSpan TypingEvery = TimeSpan.FromSeconds(4);

    private string _bot = "bot";
    private long? _turn;
    private DateTimeOffset _typingAt;

    public string Conversation => conversation;

    public async Task Send(string text, string id, CancellationToken cancellation)
    {
        try
        {
            await client.Publish(conversation, NewMessage.FromConsumer(user, text) with { ClientMessageId = id }, cancellation);
        }
        catch (ConversationsException e)
        {
            throw CliException.Of(e);
        }
    }

    public async IAsyncEnumerable<FeedItem> Feed([EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var events = client.WatchEvents(conversation, 0, cancellation).GetAsyncEnumerator(cancellation);
        for (var next = events.MoveNextAsync().AsTask(); ;)
        {
            if (_turn is not null && !await Comes(next, cancellation))
            {
                yield return new ActivityItem(Typing);
                continue;
            }
            if (!await next)
            {
                yield break;
            }
            if (Seen(events.Current.Event) is { } activity)
            {
                yield return new ActivityItem(activity);
            }
            next = events.MoveNextAsync().AsTask();
        }
    }

    private Activity Typing => new() { Type = "typing", From = new Account(_bot, null, "bot") };

    // Whether something happens before typing is to be shown again. A watch that is cancelled ends by itself.
    private async Task<bool> Comes(Task<bool> next, CancellationToken cancellation)
    {
        var wait = _typingAt - time.GetUtcNow();
        if (!next.IsCompleted && wait > TimeSpan.Zero)
        {
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            await Task.WhenAny(next, Task.Delay(wait, time, enough.Token));
            await enough.CancelAsync();
        }
        if (next.IsCompleted || cancellation.IsCancellationRequested)
        {
            return true;
        }
        _typingAt = time.GetUtcNow() + TypingEvery;
        return false;
    }

    private Activity? Seen(ConversationEvent happened)
    {
        switch (happened)
        {
            case ConversationOpened { Bot: { } bot }:
                _bot = bot;
                return null;
            case TurnStarted started:
                // Shown when the answer is not among the events that are here already.
                (_turn, _typingAt) = (started.Turn, DateTimeOffset.MinValue);
                return null;
            case TurnEnded ended when ended.Turn == _turn:
            case TurnDetached detached when detached.Turn == _turn:
            case Transferred:
                _turn = null;
                return null;
            case MessagePublished { Message: { Audience: Audience.All } message }:
                return Line(message);
            case ConversationClosed:
                _turn = null;
                return new Activity { Type = "endOfConversation" };
            default:
                return null;
        }
    }

    private Activity Line(Message message) => new()
    {
        Type = message.EventName is null ? "message" : "event",
        Id = $"{conversation}|{message.Seq:D7}",
        From = new Account(message.From.Id, message.From.Name, message.From.Role is Role.Consumer ? "user" : "bot"),
        Text = message.Text,
        ChannelData = new ChannelData
        {
            ClientActivityId = message.From.Role is Role.Consumer ? message.ClientMessageId : null,
            Proactive = message.Proactive, Late = message.Late, Automatic = message.Automatic,
        },
    };
}
