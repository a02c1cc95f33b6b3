using System.Collections.Immutable;
using Conversations.Accounts;
using Conversations.Bots;
using Conversations.Flows;
using Conversations.Routing;
using Conversations.Tests.Conversing;

namespace Conversations.Tests.Bots;

/// <summary>A conversation with a third-party bot, in virtual time, straight on the rules. The consumer has just asked something.</summary>
internal sealed class Partner
{
    public Partner(bool encodedMetadata = true, ConversationType type = ConversationType.Messaging)
    {
        Talk = new Talk(Account(encodedMetadata), new OpenConversation { Consumer = new Consumer { Id = "ann" }, Type = type });
        Talk.Say("Hello");
    }

    public Talk Talk { get; }

    /// <summary>What the consumer is shown of the bot: second, text, rich content.</summary>
    public IEnumerable<(double At, string? Text, string? Content)> ConsumerSees => Talk.Messages
        .Where(m => m.From.Role is Role.Bot && m.Audience is Audience.All).Select(m => ((m.SentAt - Talk.Nine).TotalSeconds, m.Text, m.StructuredContent));

    /// <summary>What agents alone are shown: second and text.</summary>
    public IEnumerable<(double At, string? Text)> AgentsAloneSee => Talk.Messages
        .Where(m => m.Audience is Audience.AgentsAndManagers).Select(m => ((m.SentAt - Talk.Nine).TotalSeconds, m.Text));

    /// <summary>The last activity, as the journal has it.</summary>
    public BotHeard Heard => Talk.Events.OfType<BotHeard>().Last();

    /// <summary>What the journal has of what was refused: part and reason.</summary>
    public IEnumerable<(string Part, string Reason)> Refused => Talk.Events.OfType<BotHeard>().SelectMany(h => h.Refusals).Select(r => (r.Part, r.Reason));

    /// <summary>Whatever was carried out, or escalated, in words.</summary>
    public IEnumerable<string> Done => Talk.Events.SelectMany<ConversationEvent, string>(e => e switch
    {
        BotPaused pause => [$"waits {(pause.Until - pause.At).TotalSeconds} s{(pause.Typing ? " typing" : "")}"],
        BotActionTaken { Action: BotEscalation } => [],
        BotActionTaken { Refused: null, Action: var action } => [action.GetType().Name],
        BotEscalated escalated => [$"escalates: {escalated.Reason}"],
        Transferred transferred => [$"to {transferred.SkillId}"],
        ConversationClosed => ["closed"],
        _ => [],
    });

    public BotRequest Request => Talk.State.Effects.OfType<BotRequest>().Last();

    public static Account Account(bool encodedMetadata = true) => Talk.Account() with
    {
        EncodedMetadata = encodedMetadata,
        Skills = Skill.Plain(ServiceRules.Default, ["support", "human_skill"]),
        Bots = ImmutableDictionary<string, Bot>.Empty.Add("helper", new Bot
        {
            Name = "helper",
            FailureText = LocalizedText.Of("It failed."),
            Connector = new BotConnector
            {
                Kind = BotConnectorKind.DirectLine, Endpoint = "https://bot.example.com", Welcome = false,
                Escalation = new EscalationRules { SkillId = "support" },
            },
        }),
    };

    /// <summary>The bot posts activities, and then has taken the request.</summary>
    public Partner Answers(params string[] activities)
    {
        var request = Request;
        Talk.Tell(new HearBot { Bot = "helper", Activities = [.. activities] });
        Talk.Answer(request);
        return this;
    }
}
