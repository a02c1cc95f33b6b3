namespace Conversations.Silo.Http.Connector;

/// <summary>Ends a Bot Connector call with <c>{error:{code,message}}</c>. Codes are stable, texts are not.</summary>
internal sealed class ConnectorFault(int status, string code, string message) : Exception(message)
{
    public int Status => status;
    public string Code => code;

    public static ConnectorFault Unauthorized() => new(401, "Unauthorized", "Send 'Authorization: Bearer <token>' with a token of this bot that is valid here.");

    public static ConnectorFault OfAnother() => new(403, "Forbidden", "The token is another bot's, or for another service URL.");

    public static ConnectorFault Unguarded() => new(403, "Forbidden",
        "The bot has no 'identity', and others than this machine reach this server, so anybody could speak for it; give the bot an identity.");

    // The same for what does not exist and for what was never this bot's.
    public static ConnectorFault NotFound() => new(404, "ConversationNotFound", "The bot has no such conversation.");

    public static ConnectorFault Bad(string message) => new(400, "BadArgument", message);

    public static ConnectorFault TooLarge(string message) => new(413, "MessageSizeTooBig", message);

    public static ConnectorFault NotSupported(string message) => new(405, "MethodNotAllowed", message);
}
