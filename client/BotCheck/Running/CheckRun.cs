using Conversations.Bots;
using Conversations.Cli.BotCheck.Examining;

namespace Conversations.Cli.BotCheck.Running;

/// <summary>Holds the scripted conversation with the bot.</summary>
internal sealed class CheckRun
{
    /// <summary>An event that no bot knows.</summary>
    public const string EventName = "conversations.bot-check";

    private static readonly TimeSpan BurstGap = TimeSpan.FromMilliseconds(50);
    private static readonly string[] Burst = ["one", "two", "three"];

    private readonly CheckSettings _settings;
    private readonly CheckConversation _conversation;
    private readonly CheckLog _log;
    private readonly BotEndpoint _bot;
    private readonly TimeProvider _time;

    private CheckRun(CheckSettings settings, CheckConversation conversation, CheckLog log, BotEndpoint bot, TimeProvider time) =>
        (_settings, _conversation, _log, _bot, _time) = (settings, conversation, log, bot, time);

    /// <summary>Checks the bot, and answers what was seen of it.</summary>
    public static async Task<Observations> Of(CheckSettings settings, ICheckScreen screen, TimeProvider time, CancellationToken cancellation)
    {
        using var listener = ChannelListener.Start(settings.Port);
        var conversation = new CheckConversation(settings, listener.ServiceUrl, time);
        var log = new CheckLog(settings, listener.ServiceUrl, screen, time);
        using var bot = new BotEndpoint(settings, log, time);
        var serving = listener.Serve(conversation, log);
        await new CheckRun(settings, conversation, log, bot, time).Play(cancellation);
        listener.Dispose();
        await serving;
        return log.Seen;
    }

    private async Task Play(CancellationToken cancellation)
    {
        await Ask(Start(), _settings.Type == ConversationType.Chat ? BotRequestKind.Welcome : BotRequestKind.ConversationUpdate, cancellation);
        if (_log.Seen.Requests[0].Fault == RequestFault.Unreachable) return;
        foreach (var text in _settings.Says)
        {
            if (Patience.IsInVain(_log.Seen)) break;
            await Ask(Message(Purpose.Message, text), BotRequestKind.Message, cancellation);
        }
        if (new Exchanges(_log.Seen).For(Purpose.Message).FirstOrDefault(x => x.First is not null)?.Request is { } answered)
        {
            await Ask(New(Purpose.Repeat, answered.ActivityId, answered.Text), BotRequestKind.Message, cancellation);
            if (!_settings.ExpectReplies) await AskAtOnce(cancellation);
        }
        await Ask(New(Purpose.Event, _conversation.NextMessageId(), EventName), BotRequestKind.Event, cancellation);
        if (!_settings.ExpectReplies) await Ask(Message(Purpose.ExpectReplies, "hello again") with { ExpectReplies = true }, BotRequestKind.Message, cancellation);
        var from = _log.Now;
        await _log.Until(seen => Patience.LateAt(seen, from), cancellation);
    }

    private async Task Ask(SentRequest request, BotRequestKind kind, CancellationToken cancellation)
    {
        var (place, posting) = Post(request, kind, cancellation);
        await posting;
        await _log.Until(seen => Patience.SettlesAt(seen, place), cancellation);
    }

    private async Task AskAtOnce(CancellationToken cancellation)
    {
        List<(int Place, Task Posting)> sent = [];
        foreach (var text in Burst)
        {
            if (sent.Count > 0) await Task.Delay(BurstGap, _time, cancellation);
            sent.Add(Post(Message(Purpose.Burst, text), BotRequestKind.Message, cancellation));
        }
        await Task.WhenAll(sent.Select(s => s.Posting));
        await _log.Until(seen => sent.Max(s => Patience.SettlesAt(seen, s.Place)), cancellation);
    }

    private (int Place, Task Posting) Post(SentRequest request, BotRequestKind kind, CancellationToken cancellation)
    {
        var place = _log.Sending(request with { SentAt = _log.Now });
        return (place, _bot.Post(place, _conversation.Compose(request, kind), cancellation));
    }

    private SentRequest Start() => New(Purpose.Start, _conversation.StartId, _settings.Type == ConversationType.Chat ? "WELCOME" : "conversationUpdate");

    private SentRequest Message(Purpose purpose, string text) => New(purpose, _conversation.NextMessageId(), text);

    private SentRequest New(Purpose purpose, string activityId, string text) => new()
    {
        Purpose = purpose, ActivityId = activityId, Text = text, SentAt = TimeSpan.Zero, ExpectReplies = _settings.ExpectReplies,
    };
}
