using Conversations.Silo.Http.BotFramework;

namespace Conversations.Silo.Http.Connector;

/// <summary>What Bot Connector calls end with, beside what every Bot Framework call may.</summary>
internal static class ConnectorFault
{
    public static BotFrameworkFault Unauthorized() => new(401, "Unauthorized", "Send 'Authorization: Bearer <token>' with a token of this bot that is valid here.");

    public static BotFrameworkFault OfAnother() => new(403, "Forbidden", "The token is another bot's, or for another service URL.");

    public static BotFrameworkFault Unguarded() => new(403, "Forbidden",
        "The bot has no 'identity', and others than this machine reach this server, so anybody could speak for it; give the bot an identity.");

    // The same for what does not exist and for what was never this bot's.
    public static BotFrameworkFault NotFound() => new(404, "ConversationNotFound", "The bot has no such conversation.");

    public static BotFrameworkFault NotSupported(string message) => new(405, "MethodNotAllowed", message);
}
