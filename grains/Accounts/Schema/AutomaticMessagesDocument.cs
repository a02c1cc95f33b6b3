using System.ComponentModel;
using System.Text.Json;
using Conversations.AutomaticMessages;

namespace Conversations.Accounts.Schema;

/// <summary>A key for each <see cref="AutomaticMessageKind"/>.</summary>
[DisplayName("the automatic messages")]
[Description("What is said by itself when something happens. Without this key nothing is; with it, even when it is {}, every message that is not switched off is.")]
public sealed record AutomaticMessagesDocument : Document
{
    [Description("False switches off the messages that are not listed here. Default: true; for a skill, what the account says.")]
    public bool? Defaults { get; init; }

    [Description("A consumer opened the first conversation ever, in working hours.")]
    public AutomaticMessageDocument? FirstTimeWelcome { get; init; }

    [Description("A consumer who was here before opened a conversation, in working hours.")]
    public AutomaticMessageDocument? Welcome { get; init; }

    [Description("A consumer opened the first conversation ever, off hours.")]
    public AutomaticMessageDocument? FirstTimeOffHoursWelcome { get; init; }

    [Description("A consumer who was here before opened a conversation, off hours.")]
    public AutomaticMessageDocument? OffHoursWelcome { get; init; }

    [Description("The consumer's first line off hours in a conversation that was open already.")]
    public AutomaticMessageDocument? OffHoursMidConversation { get; init; }

    [Description("The agent set a response time by hand.")]
    public AutomaticMessageDocument? ManualResponseTime { get; init; }

    [Description("The consumer marked the conversation as urgent.")]
    public AutomaticMessageDocument? MarkedUrgent { get; init; }

    [Description("It is urgent no longer.")]
    public AutomaticMessageDocument? NoLongerUrgent { get; init; }

    [Description("The consumer's idle clock ran out.")]
    public AutomaticMessageDocument? ConsumerNonResponsive { get; init; }

    [Description("The agent's idle clock ran out.")]
    public AutomaticMessageDocument? AgentNonResponsive { get; init; }

    [Description("The queue's idle clock ran out.")]
    public AutomaticMessageDocument? WaitingInQueue { get; init; }

    [Description("The conversation goes to another skill or agent; the text of the skill that it goes to is used.")]
    public AutomaticMessageDocument? Transferred { get; init; }

    [Description("The agent gave the conversation back to its queue.")]
    public AutomaticMessageDocument? ReturnedToQueue { get; init; }

    [Description("An agent has the conversation now.")]
    public AutomaticMessageDocument? AgentAccepts { get; init; }

    [Description("A manager or another agent joined.")]
    public AutomaticMessageDocument? AgentJoined { get; init; }

    [Description("A manager or another agent left.")]
    public AutomaticMessageDocument? AgentLeft { get; init; }

    /// <summary>The key of a kind: its name in camelCase.</summary>
    public static string KeyOf(AutomaticMessageKind kind) => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());

    /// <summary>What is said of a kind; null when it is not listed.</summary>
    public AutomaticMessageDocument? Of(AutomaticMessageKind kind) =>
        (AutomaticMessageDocument?)DocumentShape.Of(typeof(AutomaticMessagesDocument)).Find(KeyOf(kind))!.Property.GetValue(this);
}

[DisplayName("an automatic message")]
[Description("A text that the service says by itself, or whether it does.")]
[ShortForm(nameof(Text))]
public sealed record AutomaticMessageDocument : Document
{
    [Description("The text, without the characters <, > and \\ and without line breaks. One that is empty counts as not there. Default: for a skill the account's text, else a text in English and German.")]
    [MayBeEmpty]
    public TextDocument? Text { get; init; }

    [Description("Whether it is said. Functions are invoked either way. Default: true; for a skill, what the account says of this message.")]
    public bool? Enabled { get; init; }
}
