using System.Runtime.CompilerServices;
using Conversations.Bots;
using Conversations.Cli.DirectLine;
using Conversations.Client;

namespace Conversations.Cli.Chat;

/// <summary>A conversation by its events, shown as Direct Line would: what consumers may see, and typing while the bot is busy.</summary>
internal sealed class EventChannel(IConversationsClient client, string conversation, string user, TimeProvider time) : IChatChannel
{
    /// <summary>As on Direct Line; a screen forgets it after about 5 s.</summary>
    private static readonly TimeSpan TypingEvery = TimeSpan.FromSeconds(4);

    private string _bot = "bot";
    private BotTyping? _typing;
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
            if (_typing is not null && !await Comes(next, cancellation))
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
        if (_typing is { Lasts: false }) _typing = null;
        return false;
    }

    private Activity? Seen(ConversationEvent happened)
    {
        var typing = BotTyping.After(_typing, happened);
        // Shown when what ends it is not among the events that are here already.
        if (typing is not null && !ReferenceEquals(typing, _typing)) _typingAt = DateTimeOffset.MinValue;
        _typing = typing;
        if (happened is ConversationOpened { Bot: { } bot }) _bot = bot;
        return happened switch
        {
            MessagePublished { Message: { Audience: Audience.All } message } => Line(message),
            ConversationClosed => new Activity { Type = "endOfConversation" },
            _ => null,
        };
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
