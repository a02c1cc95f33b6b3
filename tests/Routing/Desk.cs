using System.Collections.Immutable;
using Conversations.Accounts;
using Conversations.AutomaticMessages;
using Conversations.Functions;
using Conversations.Routing;
using Conversations.Tests.Conversing;

namespace Conversations.Tests.Routing;

/// <summary>A conversation that people serve, in virtual time, straight on the rules: skills, agents, automatic messages, functions.</summary>
internal sealed class Desk
{
    public const string Skill = "support";

    public Desk(ServiceRules? rules = null, OpenConversation? open = null, params FunctionRoute[] functions)
    {
        Talk = new Talk(Account(rules ?? Rules(), functions), open ?? Open());
    }

    public Talk Talk { get; }
    public Conversation State => Talk.State;
    public Service Service => Talk.State.Service;

    /// <summary>What the service said by itself.</summary>
    public IEnumerable<string?> Said => Talk.Messages.Where(m => m is { Automatic: true, From.Role: Role.System }).Select(m => m.Text);

    /// <summary>The event that functions are asked about at the moment.</summary>
    public EventNotice Asked => State.Effects.OfType<EventNotice>().Single();

    public IEnumerable<string> Refused => Talk.Events.OfType<CommandRefused>().Select(e => e.Reason);

    public static OpenConversation Open(string? skill = Skill, bool first = false, DateTimeOffset? autoClosed = null, bool authenticated = false) => new()
    {
        Consumer = new Consumer { Id = "ann", Name = "Ann", Authenticated = authenticated },
        SkillId = skill,
        History = new ConsumerHistory { First = first, AutoClosedAt = autoClosed },
    };

    /// <summary>Every automatic message on, each named by its kind.</summary>
    public static ServiceRules Rules(params AutomaticMessageKind[] silent) => ServiceRules.Default with
    {
        Messages = Enum.GetValues<AutomaticMessageKind>().ToImmutableDictionary(
            k => k, k => new AutomaticMessage { Text = LocalizedText.Of(k.ToString()), Enabled = !silent.Contains(k) }),
    };

    public static WorkingHours NineToFive => new()
    {
        Zone = TimeZoneInfo.Utc,
        Shifts = [.. Enum.GetValues<DayOfWeek>().Select(d => new Shift(d, new TimeOnly(9, 0), new TimeOnly(17, 0)))],
    };

    public static Account Account(ServiceRules rules, params FunctionRoute[] functions) => Talk.Account() with
    {
        Rules = rules,
        Skills = Conversations.Routing.Skill.Plain(rules, [Skill, "sales"])
            .Add("robots", new Skill { Id = "robots", Bot = "helper", Rules = rules }),
        Agents = new[] { ("anna", "Anna", "support"), ("bob", "Bob", "support"), ("cora", "Cora", "sales") }
            .ToImmutableDictionary(a => a.Item1, a => new AgentProfile { Id = a.Item1, Nickname = a.Item2, Skills = [a.Item3] }),
        FunctionRoutes = [.. functions],
    };

    public Desk At(TimeSpan time)
    {
        Talk.At(time.TotalSeconds);
        return this;
    }

    public Receipt Assign(string agent = "anna", string? fromQueue = null) => Talk.Tell(new AssignAgent
    {
        AgentId = agent, ReservedUntil = Talk.Now.AddSeconds(30), FromQueue = fromQueue,
    });

    public Receipt Apply(params CallbackCommand[] commands) => Talk.Tell(new ApplyCommands { Commands = [.. commands] });

    public Receipt AgentSays(string text, string agent = "anna") => Talk.Tell(new PublishMessage
    {
        From = new Participant { Id = agent, Role = Role.Agent }, Text = text,
    });

    /// <summary>The function that is asked answers.</summary>
    public Receipt Answer(params CallbackCommand[] commands) => Answer(Asked, new FunctionAnswer { Commands = [.. commands], Function = "f" });

    public Receipt Answer(EventNotice notice, FunctionAnswer answer) => Talk.Tell(new SettleEffect
    {
        Key = notice.Key, Outcome = new EffectOutcome { Succeeded = true, Answer = answer },
    });

    public Receipt Fail(EventNotice notice) => Talk.Tell(new SettleEffect
    {
        Key = notice.Key, Outcome = new EffectOutcome { Succeeded = false, Error = FunctionErrors.TimeExceeded },
    });

    public static FunctionRoute On(string messagingEvent, params string[] skills) => new("f", messagingEvent, [.. skills]);

    public static CallbackCommand Message(string text) => new() { Type = CallbackType.SystemMessage, Text = text };

    public static CallbackCommand Transfer(string? skill = null, string? agent = null) => new() { Type = CallbackType.Transfer, SkillId = skill, AgentId = agent };

    public static CallbackCommand Close { get; } = new() { Type = CallbackType.CloseConversation };
}
