using Conversations.Silo.Http.BotFramework;

namespace Conversations.Silo.Http.DirectLine;

/// <summary>What Direct Line calls end with, beside what every Bot Framework call may.</summary>
internal static class DirectLineFault
{
    public static BotFrameworkFault Unauthorized() => new(401, "Unauthorized", "Send 'Authorization: Bearer <secret or token>' that is valid here.");

    public static BotFrameworkFault Forbidden() => new(403, "Forbidden", "The secret or token does not open this conversation.");

    // The word by which clients know that a new token is needed.
    public static BotFrameworkFault TokenExpired() => new(403, "TokenExpired", "The token has expired; generate a new one.");

    public static BotFrameworkFault NotFound() => new(404, "ConversationNotFound", "There is no such conversation.");

    /// <summary>
    /// What a refusal of the conversation is here. A closed conversation answers 400: the client marks the one message as
    /// failed and keeps the transcript, where 403 would end in "expired" and 404 in "ended".
    /// </summary>
    public static BotFrameworkFault Of(Refusal refusal) => refusal.Code switch
    {
        RefusalCodes.UnknownConversation => NotFound(),
        RefusalCodes.ConversationClosed => new(400, "ConversationEnded", "The conversation has ended; start a new one. Its transcript stays readable."),
        RefusalCodes.PayloadTooLarge => BotFrameworkFault.TooLarge(refusal.Detail),
        RefusalCodes.MissingField => new(400, "MissingProperty", refusal.Detail),
        _ => BotFrameworkFault.Bad(refusal.Detail),
    };
}
