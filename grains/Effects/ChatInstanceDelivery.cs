namespace Conversations.Effects;

/// <summary>How the message that a flow sends to a chat instance arrives there. The runner of effects and the simulator share it. Source: SEED3.</summary>
internal static class ChatInstanceDelivery
{
    /// <summary>What comes of one that reaches nobody; null for one that can be delivered.</summary>
    public static EffectOutcome? Fault(ChatInstanceMessage message) =>
        string.IsNullOrWhiteSpace(message.Text) ? EffectOutcome.Failed(RefusalCodes.MissingField, "'message' is missing or blank.")
        : string.IsNullOrWhiteSpace(message.ChatInstanceId) ? EffectOutcome.Failed(RefusalCodes.MissingField, "'chatInstanceId' is missing or blank.")
        : null;

    /// <summary>What the chat instance is told. The key makes a repeat harmless, for it knows it as a client message id.</summary>
    public static PublishMessage Of(string from, ChatInstanceMessage message) => new()
    {
        From = new Participant { Id = $"conversation:{from}", Role = Role.System }, Text = message.Text, ClientMessageId = message.Key,
    };

    public static EffectOutcome Outcome(Receipt receipt) =>
        receipt.Refusal is { } refusal ? EffectOutcome.Failed(refusal.Code, refusal.Detail) : EffectOutcome.Done;
}
