using System.Collections.Immutable;
using Conversations.Accounts;
using Conversations.Bots;
using Conversations.Flows;
using Conversations.Routing;
using Conversations.Tests.Conversing;

namespace Conversations.Tests.Bots;

/// <summary>A conversation with a third-party bot, in virtual time: the test is the bot and its connector.</summary>
internal sealed class BotDesk
{
    public const string Bot = "helper";

    public static EscalationRules ToPeople { get; } = new()
    {
        SkillId = "support", ToConsumer = LocalizedText.Of("One moment, please."), ToAgent = LocalizedText.Of("The bot failed."),
        TransferFailed = LocalizedText.Of("Nobody is there."),
    };

    public BotDesk(BotConnector? connector = null, InterruptionRules? interruptions = null, ConversationType type = default, string? skill = null, bool other = false) =>
        Talk = new Talk(other ? WithOther(Account(connector, interruptions)) : Account(connector, interruptions), new OpenConversation { Consumer = new Consumer { Id = "ann" }, Type = type, SkillId = skill });

    public static BotConnector Connector { get; } = new() { Kind = BotConnectorKind.DirectLine, Endpoint = "http://bot/v3/directline" };

    public Talk Talk { get; }
    public Conversation State => Talk.State;
    public BotRequest Request => State.Effects.OfType<BotRequest>().Last();

    /// <summary>What a consumer sees of the bot, as seconds from nine and text.</summary>
    public IEnumerable<(double At, string? Text)> Seen =>
        Talk.Messages.Where(m => m is { From.Role: Role.Bot, Audience: Audience.All }).Select(m => ((m.SentAt - Talk.Nine).TotalSeconds, m.Text));

    /// <summary>What agents alone see of the bot.</summary>
    public IEnumerable<string?> Private => Talk.Messages.Where(m => m is { From.Role: Role.Bot, Audience: Audience.AgentsAndManagers }).Select(m => m.Text);

    public IEnumerable<string> Refused => Talk.Events.OfType<BotHeard>().SelectMany(e => e.Refusals).Select(r => r.Reason);

    public static string Text(string text, string more = "") => $$"""{"type":"message","text":"{{text}}"{{(more.Length > 0 ? "," + more : "")}}}""";

    public static string Pause(int seconds, bool typing = true) =>
        Text("", $$"""
            "channelData": { "delay": { "delay": {{seconds}}, "typing": {{(typing ? "true" : "false")}} } }
            """);

    public static string Action(string name, string parameters = "{}", string text = "") =>
        Text(text, $$"""
            "channelData": { "action": { "name": "{{name}}", "type": "client", "parameters": {{parameters}}, "result_variable": "none" } }
            """);

    /// <summary>The bot posts activities as the answer to the newest request.</summary>
    public Receipt Answers(params string[] activities) => AnswersTo(State.Talk.Exchanges[^1].ActivityId, activities);

    public Receipt AnswersTo(string activityId, params string[] activities) =>
        Posts([.. activities.Select(a => $$"""{"replyToId":"{{activityId}}",{{a[1..]}}""")]);

    /// <summary>The bot posts activities as they are.</summary>
    public Receipt Posts(params string[] activities) => Talk.Tell(new HearBot { Bot = Bot, Activities = [.. activities] });

    /// <summary>The bot has taken the request.</summary>
    public Receipt Takes(BotRequest? request = null) => Talk.Tell(new SettleEffect
    {
        Key = (request ?? Request).Key, Outcome = new EffectOutcome { Succeeded = true, Status = 200 },
    });

    public Receipt Fails(string fault = BotFaults.BotError) => Talk.Tell(new SettleEffect
    {
        Key = Request.Key, Outcome = new EffectOutcome { Succeeded = false, Error = fault, Detail = "It broke." },
    });

    public BotDesk At(double seconds)
    {
        Talk.At(seconds);
        return this;
    }

    public Receipt Say(string text) => Talk.Say(text);

    // A second bot, and the skill whose it is.
    private static Account WithOther(Account account) => account with
    {
        Bots = account.Bots.Add("other", account.Bots[Bot] with { Name = "other" }),
        Skills = account.Skills.SetItem("machines", new Skill { Id = "machines", Bot = "other", Rules = ServiceRules.Default }),
    };

    private static Account Account(BotConnector? connector, InterruptionRules? interruptions) => Talk.Account() with
    {
        Skills = Skill.Plain(ServiceRules.Default, ["support", "vip"]).SetItem(
            "returns", new Skill { Id = "returns", Name = "Returns Desk", Rules = ServiceRules.Default }).SetItem(
            "machine", new Skill { Id = "machine", Bot = Bot, Rules = ServiceRules.Default }),
        Bots = ImmutableDictionary<string, Bot>.Empty.Add(Bot, new Bot
        {
            Name = Bot, Connector = connector ?? Connector, Interruptions = interruptions ?? InterruptionRules.Default, FailureText = LocalizedText.Of("It failed."),
        }),
        EncodedMetadata = true,
    };
}
