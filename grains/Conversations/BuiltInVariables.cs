namespace Conversations;

/// <summary>Variables that every text of a flow may use without setting them.</summary>
public static class BuiltInVariables
{
    /// <summary>This conversation's id, which is its chat instance id (SEED3).</summary>
    public const string ChatInstanceId = "chatInstanceId";
    public const string ConversationId = "conversationId";
    public const string ConsumerId = "consumerId";
    public const string ConsumerName = "consumerName";
    /// <summary>What the consumer said.</summary>
    public const string Text = "text";
    public const string Language = "language";
    /// <summary>The HTTP status of the turn's last integration; empty when there was no answer.</summary>
    public const string IntegrationStatus = "integrationStatus";

    /// <summary>The value of a built-in for a turn; null when <paramref name="name"/> is none.</summary>
    public static string? Find(Conversation state, Run run, string name) => name switch
    {
        ChatInstanceId or ConversationId => state.Key.Conversation,
        ConsumerId => state.Consumer?.Id,
        ConsumerName => state.Consumer?.Name,
        Text => run.Message?.Text,
        Language => state.Language,
        _ => null,
    };
}
