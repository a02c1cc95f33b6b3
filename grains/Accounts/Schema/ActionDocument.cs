using System.ComponentModel;

namespace Conversations.Accounts.Schema;

[DisplayName("an action")]
[Description("One thing that a step does.")]
[ExactlyOneKey]
public sealed record ActionDocument : Document
{
    [Description("Says something: a text, or a mapping with text and audience.")]
    public SayDocument? Say { get; init; }

    [Description("Calls an HTTP service.")]
    public IntegrationDocument? Integration { get; init; }

    [Description("Sends a message to a chat instance.")]
    public SendToChatInstanceDocument? SendToChatInstance { get; init; }

    [Description("Sets a variable of the conversation.")]
    public SetVariableDocument? SetVariable { get; init; }

    [Description("Hands the conversation to a skill; the bot leaves.")]
    public TransferDocument? Transfer { get; init; }

    [Description("Closes the conversation: write close: {}.")]
    public CloseDocument? Close { get; init; }

    [Description("Waits before the next action.")]
    public WaitDocument? Wait { get; init; }
}
