using Conversations.Routing;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Conversations.Accounts;
using Conversations.Bots;
using Conversations.Flows;

namespace Conversations.Tests.Conversing;

/// <summary>A conversation in virtual time, straight on the rules. Every decision is checked against its own replay.</summary>
internal sealed class Talk
{
    public static readonly DateTimeOffset Nine = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);

    private Account _account;
    private readonly List<ConversationEvent> _events = [];
    private readonly List<BotOutcome> _outcomes = [];

    public Talk(Account account, OpenConversation? open = null)
    {
        _account = account;
        State = Conversation.None(new ConversationKey("acme", "c1"));
        Tell(open ?? new OpenConversation { Consumer = new Consumer { Id = "ann" } });
    }

    /// <summary>The account that serves it; rules may change while it runs.</summary>
    public Account Served { get => _account; set => _account = value; }
    public Conversation State { get; private set; }
    public DateTimeOffset Now { get; private set; } = Nine;
    public IReadOnlyList<ConversationEvent> Events => _events;

    /// <summary>What bots' grains were told of how they do.</summary>
    public IReadOnlyList<BotOutcome> Outcomes => _outcomes;

    public IEnumerable<Message> Messages => _events.OfType<MessagePublished>().Select(e => e.Message);

    /// <summary>What the bot said, as seconds from nine and text.</summary>
    public IEnumerable<(double At, string? Text)> BotSaid =>
        Messages.Where(m => m.From.Role == Role.Bot).Select(m => ((m.SentAt - Nine).TotalSeconds, m.Text));

    public HttpIntegration Integration => State.Effects.OfType<HttpIntegration>().Last();

    public Receipt Tell(ConversationCommand command)
    {
        var decision = ConversationDecider.Decide(State, command, _account, Now);
        _events.AddRange(decision.Events);
        _outcomes.AddRange(BotOutcomes.Of(State, decision));
        State = decision.State;
        Assert.Equal(_events.Count, State.Version);
        return decision.Receipt;
    }

    public Receipt Say(string text, string? id = null) => Tell(new PublishMessage
    {
        From = new Participant { Id = "ann", Role = Role.Consumer }, Text = text, ClientMessageId = id,
    });

    public Receipt Answer(Effect effect, params (string Name, string Value)[] values) => Tell(new SettleEffect
    {
        Key = effect.Key,
        Outcome = new EffectOutcome
        {
            Succeeded = true, Status = 200, Values = values.ToImmutableDictionary(v => v.Name, v => v.Value),
        },
    });

    public Receipt Fail(Effect effect) => Tell(new SettleEffect
    {
        Key = effect.Key, Outcome = new EffectOutcome { Succeeded = false, Error = "timeout" },
    });

    /// <summary>Goes to a time, stopping at every deadline on the way.</summary>
    public Talk At(double seconds)
    {
        var end = Nine.AddSeconds(seconds);
        while (Clocks.NextDue(State, _account) is { } due && due <= end)
        {
            Now = due > Now ? due : Now;
            Tell(TimePassed.Instance);
            Assert.True(Clocks.NextDue(State, _account) is not { } next || next > Now, $"The tick at {Now:O} left something due.");
        }
        Now = end;
        return this;
    }

    /// <summary>Goes to a time without any tick on the way, as after a crash.</summary>
    public Talk Asleep(double untilSeconds)
    {
        Now = Nine.AddSeconds(untilSeconds);
        return this;
    }

    public static Account Account(InterruptionRules? interruptions = null, params FlowStep[] steps) => new()
    {
        Id = "acme",
        DefaultLanguage = "en",
        DefaultBot = "helper",
        Skills = Skill.Plain(ServiceRules.Default, ["support"]),
        Bots = ImmutableDictionary<string, Bot>.Empty.Add("helper", new Bot
        {
            Name = "helper",
            Interruptions = interruptions ?? InterruptionRules.Default,
            FailureText = LocalizedText.Of("It failed."),
            Flow = new Flow { Name = "main", Fallback = LocalizedText.Of("Pardon?"), Steps = [.. steps] },
        }),
    };

    public static FlowStep Step(string pattern) => new()
    {
        Name = pattern, Triggers = [new PatternTrigger(Patterns.GetOrAdd(pattern, Compile))],
    };

    // Making a pattern takes longer than a whole conversation.
    private static readonly ConcurrentDictionary<string, Regex> Patterns = new();

    private static Regex Compile(string pattern) => new(pattern, RegexOptions.NonBacktracking | RegexOptions.IgnoreCase);

    public static FlowStep SlowStep(params int[] proactiveSeconds) => Step("order (?<number>[0-9]+)") with
    {
        PreActions = [Look],
        Message = LocalizedText.Of("Order {number} is {status}."),
        ProactiveMessages = [.. proactiveSeconds.Select(s => new ProactiveMessage
        {
            After = TimeSpan.FromSeconds(s), Text = LocalizedText.Of($"Still looking after {s} s."),
        })],
    };

    public static IntegrationAction Look => new()
    {
        Name = "look", Method = "GET", Url = "http://orders/{number}", Timeout = TimeSpan.FromSeconds(30),
    };
}
