namespace Conversations.Bots;

/// <summary>Why something of a third-party bot was refused, or led to an escalation. Stable words.</summary>
public static class BotFaults
{
    /// <summary>A delay that is no whole number of seconds from 0 to 300.</summary>
    public const string InvalidDelay = "invalid_delay";
    /// <summary>A <c>messageAudience</c> that is not <c>AGENTS_AND_MANAGERS</c>, upper and lower case told apart, or stands where none belongs. Nobody is shown what it was with.</summary>
    public const string InvalidAudience = "invalid_audience";
    /// <summary>A private message, or a text of <c>multiMessage</c>, without text.</summary>
    public const string MissingText = "missing_text";
    /// <summary>Encoded metadata although the account's feature is off.</summary>
    public const string MetadataOff = "encoded_metadata_off";
    /// <summary>Encoded metadata in a chat.</summary>
    public const string MetadataInChat = "encoded_metadata_in_chat";
    /// <summary>Encoded metadata that is not Base64.</summary>
    public const string MetadataNotBase64 = "encoded_metadata_not_base64";
    /// <summary>Encoded metadata above 5,000 characters.</summary>
    public const string MetadataTooLarge = "encoded_metadata_too_large";
    /// <summary>Encoded metadata where none is supported: with a private message, a delay, or inside of <c>value</c>.</summary>
    public const string MetadataMisplaced = "encoded_metadata_misplaced";
    /// <summary>Text, rich content or the whole activity above its limit.</summary>
    public const string TooLarge = "too_large";
    /// <summary>A part that is not of the documented shape.</summary>
    public const string InvalidShape = "invalid_shape";
    /// <summary>A kind of activity, or of <c>multiMessage</c>, that is not known.</summary>
    public const string UnknownType = "unknown_type";
    /// <summary>A second action in one response: the first counts.</summary>
    public const string SecondAction = "second_action";
    /// <summary>An action that is not known. Escalates.</summary>
    public const string UnknownAction = "unknown_action";
    /// <summary>An action that lacks a parameter. Escalates.</summary>
    public const string InvalidAction = "invalid_action";
    /// <summary>A transfer to a skill that the account does not have. Escalates.</summary>
    public const string UnknownSkill = "unknown_skill";
    /// <summary>More than 100 activities as the answer to one request, or more than 100 that answer nothing since the consumer's last line.</summary>
    public const string TooMany = "too_many_activities";
    /// <summary>It answers nothing, and the bot may not speak unasked.</summary>
    public const string ProactiveNotAllowed = "proactive_not_allowed";
    /// <summary>It came after the bot's time, and the bot's policy is to drop such answers; or it would move a conversation that has gone on since.</summary>
    public const string Late = "late";
    /// <summary>An action in a transcript: it was of another time.</summary>
    public const string Transcript = "transcript";
    /// <summary>What the bot said before it could not be carried out, and it has nobody to escalate to.</summary>
    public const string Escalated = "escalated";
    /// <summary>The bot no longer has the conversation.</summary>
    public const string Transferred = "transferred";
    /// <summary>The conversation is closed.</summary>
    public const string Closed = "conversation_closed";
    /// <summary>No answer within the bot's time. Escalates.</summary>
    public const string TimedOut = "timed_out";
    /// <summary>The bot could not be reached, or answered with an error, each time it was tried. Escalates.</summary>
    public const string BotError = "bot_error";
    /// <summary>An answer from which nothing could be carried out. Escalates.</summary>
    public const string EmptyAnswer = "empty_answer";
    /// <summary>A function that was to be invoked failed, and the bot asked for <c>failOnError</c>. Escalates.</summary>
    public const string InvocationFailed = "invocation_failed";
    /// <summary>The bot is offline. Escalates.</summary>
    public const string Offline = "bot_offline";
    /// <summary>The bot has failed again and again and rests for a minute. Escalates.</summary>
    public const string VendorInterruption = "vendor_interruption";
    /// <summary>The bot can't be talked to at all, for example because its secret is refused. Escalates.</summary>
    public const string ServiceInterruption = "service_interruption";
    /// <summary>The bot has as many open conversations as it may have. Escalates.</summary>
    public const string ConversationLimit = "conversation_limit";
}
