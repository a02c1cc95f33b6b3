using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Conversations.Accounts.Schema;

namespace Conversations.Simulation.Schema;

[DisplayName("a step")]
[Description("Something that happens from outside: a time and one of consumer, agent, event, accept, transfer, returnToQueue, join, leave, ttr, stepUp, typing, close, server, chatInstance and changeFiles.")]
public sealed record StepDocument : Document
{
    [Description("When, from the start of the scenario: 0s, 1.5s, 2m.")]
    [Required, RegularExpression(TimePattern.Text, ErrorMessage = TimePattern.Advice)]
    public string? At { get; init; }

    [Description("The conversation. Default: the first.")]
    [StringLength(AccountLimits.Name)]
    public string? In { get; init; }

    [Description("What the consumer says.")]
    [StringLength(AccountLimits.Text)]
    public string? Consumer { get; init; }

    [Description("What an agent says.")]
    [StringLength(AccountLimits.Text)]
    public string? Agent { get; init; }

    [Description("The name of an event that the consumer's channel sends.")]
    [StringLength(AccountLimits.Name)]
    public string? Event { get; init; }

    [Description("The agent who takes the conversation.")]
    [StringLength(200)]
    public string? Accept { get; init; }

    [Description("A transfer, to a skill, an agent, or both.")]
    public TransferStepDocument? Transfer { get; init; }

    [Description("Whether the agent gives it back to its queue.")]
    public bool? ReturnToQueue { get; init; }

    [Description("A manager, or an agent besides the assigned one, who joins.")]
    public JoinStepDocument? Join { get; init; }

    [Description("Who leaves, of those who joined.")]
    [StringLength(200)]
    public string? Leave { get; init; }

    [Description("How fast agents are to answer: NORMAL, URGENT, PRIORITIZED, or a number of seconds set by hand.")]
    [RegularExpression("^(NORMAL|URGENT|PRIORITIZED|[1-9][0-9]{0,6})$", ErrorMessage = "write NORMAL, URGENT, PRIORITIZED or seconds")]
    public string? Ttr { get; init; }

    [Description("The id that the consumer, unknown so far, signs in with.")]
    [StringLength(200)]
    public string? StepUp { get; init; }

    [Description("Whether the consumer is typing.")]
    public bool? Typing { get; init; }

    [Description("Who closes the conversation.")]
    [AllowedValues("consumer", "agent", "system")]
    public string? Close { get; init; }

    [Description("What becomes of the server: crash or restart. In between no timer runs and calls that were under way are lost.")]
    [AllowedValues("crash", "restart")]
    public string? Server { get; init; }

    [Description("The API call that sends a message to a chat instance.")]
    public ChatInstanceDocument? ChatInstance { get; init; }

    [Description("Files of the account change while it runs.")]
    public FilesDocument? ChangeFiles { get; init; }

    [Description("The id of who speaks. Default: the conversation's consumer, or agent-1.")]
    [StringLength(200)]
    public string? As { get; init; }

    [Description("The sender's own id of the message; the same id again is the same message.")]
    [StringLength(200)]
    public string? MessageId { get; init; }

    [Description("Whether an agent's message is for agents and managers only. Default: false.")]
    public bool? Private { get; init; }

    [Description("The code that it must be refused with, such as conversation_closed. Default: it must be accepted.")]
    [StringLength(AccountLimits.Name)]
    public string? Refused { get; init; }
}

[DisplayName("a message to a chat instance")]
[Description("The API call of the action 'Send a Message to a Chat Instance'. Leave a parameter out to show what happens then.")]
public sealed record ChatInstanceDocument : Document
{
    [Description("The unique identifier of the chat instance.")]
    [StringLength(200)]
    public string? ChatInstanceId { get; init; }

    [Description("The content of the message.")]
    [StringLength(AccountLimits.Text)]
    public string? Message { get; init; }
}

[DisplayName("a transfer")]
[Description("Where a conversation goes. An agent together with a skill is a proposal.")]
public sealed record TransferStepDocument : Document
{
    [Description("The skill.")]
    [StringLength(AccountLimits.Name)]
    public string? Skill { get; init; }

    [Description("The agent.")]
    [StringLength(200)]
    public string? Agent { get; init; }
}

[DisplayName("somebody who joins")]
[Description("Who joins a conversation, and as what.")]
public sealed record JoinStepDocument : Document
{
    [Description("The id.")]
    [Required, StringLength(200)]
    public string? Id { get; init; }

    [Description("As what: agent, manager or reader. Default: manager.")]
    [AllowedValues("agent", "manager", "reader")]
    public string? Role { get; init; }
}
