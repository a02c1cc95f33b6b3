namespace Conversations.Silo.Http.DirectLine;

/// <summary>Ends a Direct Line call with <c>{error:{code,message}}</c>. Codes are stable, texts are not.</summary>
internal sealed class DirectLineFault(int status, string code, string message) : Exception(message)
{
    public int Status => status;
    public string Code => code;

    public static DirectLineFault Unauthorized() => new(401, "Unauthorized", "Send 'Authorization: Bearer <secret or token>' that is valid here.");

    public static DirectLineFault Forbidden() => new(403, "Forbidden", "The secret or token does not open this conversation.");

    // The word by which clients know that a new token is needed.
    public static DirectLineFault TokenExpired() => new(403, "TokenExpired", "The token has expired; generate a new one.");

    public static DirectLineFault NotFound() => new(404, "ConversationNotFound", "There is no such conversation.");

    public static DirectLineFault Bad(string message) => new(400, "BadArgument", message);

    public static DirectLineFault TooLarge(string message) => new(413, "MessageSizeTooBig", message);

    /// <summary>
    /// What a refusal of the conversation is here. A closed conversation answers 400: the client marks the one message as
    /// failed and keeps the transcript, where 403 would end in "expired" and 404 in "ended".
    /// </summary>
    public static DirectLineFault Of(Refusal refusal) => refusal.Code switch
    {
        RefusalCodes.UnknownConversation => NotFound(),
        RefusalCodes.ConversationClosed => new(400, "ConversationEnded", "The conversation has ended; start a new one. Its transcript stays readable."),
        RefusalCodes.PayloadTooLarge => TooLarge(refusal.Detail),
        RefusalCodes.MissingField => new(400, "MissingProperty", refusal.Detail),
        _ => Bad(refusal.Detail),
    };
}
