using System.Collections.Immutable;
using Conversations.Accounts;
using Conversations.Routing;
using Conversations.Webhooks;

namespace Conversations;

/// <summary>What was decided: events to make durable, the state after them, and the answer to give then.</summary>
public sealed record Decision(ImmutableArray<ConversationEvent> Events, Conversation State, Receipt Receipt);

/// <summary>A decision in the making: each event raised is folded at once, so that the next rule sees it.</summary>
internal sealed class Deliberation(Conversation state, Account account, DateTimeOffset now)
{
    private readonly ImmutableArray<ConversationEvent>.Builder _events = ImmutableArray.CreateBuilder<ConversationEvent>(4);

    /// <summary>What has happened so far in this decision.</summary>
    public IReadOnlyList<ConversationEvent> Raised => _events;
    public Conversation State { get; private set; } = state;
    /// <summary>Whether the conversation was open before this decision.</summary>
    public bool WasOpen { get; } = state.IsOpen;
    /// <summary>The rules of its skill, or of the account.</summary>
    public ServiceRules Rules => Account.RulesOf(State.SkillId);
    /// <summary>What the next effect is called.</summary>
    public string NextEffectKey => $"e{State.LastEffect + 1}";
    public Account Account { get; } = account;
    public DateTimeOffset Now { get; } = now;

    /// <summary>The bot that has the conversation; null when none has, or the account no longer knows it.</summary>
    public Bot? Bot => State.Bot is { } name ? Account.Bots.GetValueOrDefault(name) : null;

    public void Raise(ConversationEvent happened)
    {
        _events.Add(happened);
        State = Evolution.Evolve(State, happened);
    }

    /// <summary>Adds a line to the transcript and answers its position.</summary>
    public long Say(Message message, int? proactiveIndex = null, bool queued = false, bool botSpoke = false)
    {
        Raise(new MessagePublished
        {
            At = Now, Message = message, ProactiveIndex = proactiveIndex, Queued = queued, BotSpoke = botSpoke,
            EffectiveTtr = Deadlines.AfterLine(this, message),
        });
        return message.Seq;
    }

    /// <summary>A line of the bot, not yet published.</summary>
    public Message BotLine(Bot bot, string text, Audience audience = Audience.All) => new()
    {
        Seq = State.LastSeq + 1,
        From = new Participant { Id = bot.Name, Role = Role.Bot, Name = bot.DisplayName },
        Text = text,
        Audience = audience,
        SentAt = Now,
    };

    public Decision Done(long seq = 0, bool ignored = false, bool repeated = false)
    {
        WebhookRules.Start(this);
        return new(_events.DrainToImmutable(), State, new Receipt { Version = State.Version, Seq = seq, Ignored = ignored, Repeated = repeated });
    }

    /// <summary>Nothing happens, not even what time alone would have done: a request that got an error changed nothing.</summary>
    public static Decision Refuse(Conversation state, string code, string detail) => new(
        [], state, new Receipt { Version = state.Version, Refusal = new Refusal { Code = code, Detail = detail } });
}
