namespace Conversations.Bots;

/// <summary>Writes the activity that a bot is sent. Pure. Source: SEED4 figure 3.1, Bot Framework activity schema.</summary>
public static class BotActivityComposer
{
    /// <summary>The activity as JSON text.</summary>
    public static string Compose(BotCall call, BotAddressing addressing) => throw new NotImplementedException(call + addressing.ToString());
}

/// <summary>What of an activity depends on the connector.</summary>
/// <param name="ConversationId">The conversation's id as the bot knows it.</param>
/// <param name="ChannelId">For example <c>directline</c>.</param>
/// <param name="ServiceUrl">Where the bot answers to; null on Direct Line.</param>
/// <param name="BotId">The recipient's id; null on Direct Line.</param>
/// <param name="ExpectReplies">Adds <c>deliveryMode: expectReplies</c>.</param>
public readonly record struct BotAddressing(string ConversationId, string ChannelId, string? ServiceUrl, string? BotId, bool ExpectReplies);
