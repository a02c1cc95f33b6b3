namespace Conversations.Silo.Http.BotFramework;

/// <summary>Ends a call of Direct Line or of the Bot Connector with <c>{error:{code,message}}</c>. Codes are stable, texts are not.</summary>
internal sealed class BotFrameworkFault(int status, string code, string message) : Exception(message)
{
    public int Status => status;
    public string Code => code;

    public static BotFrameworkFault Bad(string message) => new(400, "BadArgument", message);

    public static BotFrameworkFault TooLarge(string message) => new(413, "MessageSizeTooBig", message);
}
