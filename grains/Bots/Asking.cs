using System.Collections.Immutable;
using Conversations.Accounts;

namespace Conversations.Bots;

/// <summary>How a third-party bot is asked: welcomes, messages alone and combined, and what is tried again.</summary>
internal static class Asking
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(1);

    /// <summary>A conversation began with the bot.</summary>
    public static void Greet(Deliberation d, BotConnector connector)
    {
        if (!connector.Welcome) return;
        if (d.State.Type == ConversationType.Chat) Welcome(d, BotRequestKind.Welcome);
        else if (connector.Kind == BotConnectorKind.BotFramework) Welcome(d, BotRequestKind.ConversationUpdate);
    }

    /// <summary>A transfer brought the conversation to the bot.</summary>
    public static void GreetAfterTransfer(Deliberation d, BotConnector connector)
    {
        if (connector.WelcomeAfterTransfer) Welcome(d, BotRequestKind.Welcome);
    }

    /// <summary>Gives a message to the bot; <paramref name="combined"/> are those before it that it answers together with it.</summary>
    public static void Start(Deliberation d, Bot bot, PendingMessage message, ImmutableArray<PendingMessage> combined)
    {
        var turn = d.State.LastTurn + 1;
        d.Raise(new TurnStarted
        {
            At = d.Now, Turn = turn, MessageSeq = message.Seq, IgnoreUntil = d.Now + bot.Interruptions.ResponseTimeout,
            Combined = combined.IsEmpty ? null : [.. combined.Select(m => m.Seq)],
        });
        var texts = combined.Add(message).Select(m => m.Text).Where(t => !string.IsNullOrEmpty(t));
        var kind = message.EventName is null ? BotRequestKind.Message : BotRequestKind.Event;
        Ask(d, Request(d, bot, kind, turn, ActivityIds.OfMessage(d.State.Key.Conversation, message.Seq)) with
        {
            Text = string.Join('\n', texts) is { Length: > 0 } text ? text : null,
            EventName = message.EventName,
            Activity = message.Activity,
            StructuredContent = message.StructuredContent,
            Messages = [.. combined.Select(m => m.Seq), message.Seq],
        }, Planned(d, bot.Connector!));
    }

    /// <summary>
    /// Whether the bot is being told that a conversation began, or is still saying its greeting: what the consumer says meanwhile waits, or
    /// the bot would hear it first.
    /// </summary>
    public static bool IsGreeting(Conversation state) => !state.Talk.Exchanges.IsEmpty && state.Talk.Exchanges.Any(x =>
        x.Kind is BotRequestKind.Welcome or BotRequestKind.ConversationUpdate && (x.State == ExchangeState.Asked || x is { State: ExchangeState.Taken, IsAnswered: true })
        && state.RunOf(x.Turn) is not null);

    /// <summary>
    /// Whether the bot has just said all that is known of its answer, and only its HTTP answer is on its way: whoever replies at once, as programs
    /// do, interrupts nothing.
    /// </summary>
    public static bool HasJustAnswered(Deliberation d) =>
        d.State is { Busy: { } busy, Talk: { Pause: null, Pending.IsEmpty: true, SaidAt: { } said } talk } && d.Now - said < AtOnce
        && talk.Exchanges.LastOrDefault(x => x.Turn == busy.Turn) is { IsAnswered: true };

    /// <summary>A request is about to be sent again: not more often than allowed, and only while somebody waits for it.</summary>
    public static Decision Repeat(Conversation state, RepeatBotRequest repeat, Account account, DateTimeOffset now)
    {
        var d = new Deliberation(state, account, now);
        Clocks.Advance(d);
        var run = d.State.Runs.FirstOrDefault(r => r.EffectKey == repeat.Key);
        var exchange = run is null ? null : d.State.Talk.Exchanges.FirstOrDefault(x => x.Turn == run.Turn);
        if (exchange is null || d.Bot?.Connector is not { } connector || exchange.Tries > connector.Retries || (exchange.IsAnswered && repeat.UnlessAnswered))
        {
            return Deliberation.Refuse(state, RefusalCodes.MovedOn, "Nobody waits for this request any more, or it has been answered or sent as often as it may be.");
        }
        d.Raise(new BotRequestRepeated { At = now, Turn = exchange.Turn, Try = exchange.Tries + 1 });
        return d.Done();
    }

    private static void Welcome(Deliberation d, BotRequestKind kind)
    {
        var turn = d.State.LastTurn + 1;
        Ask(d, Request(d, d.Bot!, kind, turn, ActivityIds.OfWelcome(d.State.Key.Conversation, turn)), []);
    }

    private static BotRequest Request(Deliberation d, Bot bot, BotRequestKind kind, long turn, string activityId) => new()
    {
        Key = d.NextEffectKey,
        Turn = turn,
        StartedAt = d.Now,
        Bot = bot.Name,
        ActivityId = activityId,
        Kind = kind,
        AnswerBy = d.Now + bot.Connector!.Timeout,
    };

    private static void Ask(Deliberation d, BotRequest request, ImmutableArray<PlannedMessage> planned) =>
        d.Raise(new BotAsked { At = d.Now, Turn = request.Turn, Request = request, Planned = planned });

    private static ImmutableArray<PlannedMessage> Planned(Deliberation d, BotConnector connector) => connector.ProactiveMessages.IsEmpty ? [] :
        [.. connector.ProactiveMessages.Select((p, index) => new PlannedMessage
        {
            Index = index, DueAt = d.Now + p.After, Text = p.Text.In(d.State.Language, d.Account.DefaultLanguage),
        })];
}
