using Conversations.Bots;

namespace Conversations.Cli.BotCheck;

/// <summary>The stable words of findings. What a server refuses has the words of <see cref="Conversations.Bots.BotFaults"/> besides.</summary>
internal static class Findings
{
    /// <summary>The bot takes requests.</summary>
    public const string Reachable = "reachable";
    public const string Unreachable = "unreachable";
    public const string Unauthorized = "unauthorized";
    public const string BadStatus = "bad_status";
    public const string Redirect = "redirect";
    public const string ConnectionLost = "connection_lost";
    public const string HalfBody = "half_body";
    public const string ResponseTooLarge = "response_too_large";
    public const string NoResponse = "no_response";
    public const string SlowResponse = "slow_response";

    public const string Welcome = "welcome";
    public const string SilentStart = "silent_start";
    public const string InTime = "in_time";
    public const string NoAnswer = "no_answer";
    public const string EmptyAnswer = BotFaults.EmptyAnswer;
    public const string Late = BotFaults.Late;
    public const string AfterResponse = "after_response";
    public const string Twice = "twice";
    public const string SameId = "same_id";
    public const string Once = "once";
    public const string RepeatsAnswer = "repeats_answer";
    public const string InOrder = "in_order";
    public const string OutOfOrder = "out_of_order";

    public const string ReplyToId = "reply_to_id";
    public const string MissingReplyToId = "missing_reply_to_id";
    public const string UnknownReplyToId = "unknown_reply_to_id";
    public const string Unasked = "unasked";
    public const string Ids = "ids";
    public const string BrokenIds = "broken_ids";
    public const string BrokenServiceUrl = "broken_service_url";
    public const string ForeignServiceUrl = "foreign_service_url";
    public const string UnknownCall = "unknown_call";
    public const string ChangesActivities = "changes_activities";

    public const string UntypedActivity = "untyped_activity";
    public const string TooManyActivities = BotFaults.TooMany;
    public const string TypingWithoutMessage = "typing_without_message";
    public const string StreamsTyping = "streams_typing";
    public const string UnknownEvent = "unknown_event";
    public const string EventRefused = "event_refused";
    public const string AnswersUnknownEvent = "answers_unknown_event";
    public const string ExpectReplies = "expect_replies";
    public const string NoExpectReplies = "no_expect_replies";
    public const string NeedsSkills = "needs_skills";
    public const string NeedsFunctions = "needs_functions";
    public const string NeedsEncodedMetadata = "needs_encoded_metadata";
    public const string Closes = "closes";
    public const string PrivateMessages = "private_messages";
}
