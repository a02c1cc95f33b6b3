namespace Conversations.Client.Grains;

/// <summary>What callers give, as the commands that grains take.</summary>
internal static class GrainCommands
{
    public static OpenConversation Of(NewConversation conversation) => new()
    {
        Consumer = conversation.Consumer,
        Bot = conversation.Bot,
        SkillId = conversation.SkillId,
        Type = conversation.Type,
        Language = conversation.Language,
        Preview = conversation.Preview,
        Sdes = conversation.Sdes,
        Event = conversation.Event,
    };

    public static PublishMessage Of(NewMessage message, string clientMessageId) => new()
    {
        From = message.From,
        Text = message.Text,
        StructuredContent = message.StructuredContent,
        Metadata = message.Metadata,
        EncodedMetadata = message.EncodedMetadata,
        Audience = message.Audience,
        ClientMessageId = clientMessageId,
    };

    /// <summary>The API call that sends a message to a chat instance. Source: SEED3.</summary>
    public static PublishMessage ToChatInstance(string text, string clientMessageId) => new()
    {
        From = new Participant { Id = "system", Role = Role.System }, Text = text, ClientMessageId = clientMessageId,
    };
}
