namespace Conversations.Client;

/// <summary>Codes of <see cref="ConversationsException.Code"/> beside the contract's own, see <see cref="RefusalCodes"/>.</summary>
public static class ClientErrorCodes
{
    /// <summary>The service can't be reached.</summary>
    public const string Unreachable = "unreachable";
    /// <summary>The service did not answer in time; the outcome is unknown.</summary>
    public const string TimedOut = "timed_out";
    /// <summary>The key is missing or none that is known (HTTP 401).</summary>
    public const string Unauthorized = "unauthorized";
    /// <summary>The key does not open this (HTTP 403).</summary>
    public const string Forbidden = "forbidden";
    /// <summary>It is unknown whether the journal has it; repeating it with the same client message id is safe.</summary>
    public const string JournalUnavailable = "journal_unavailable";
    /// <summary>The caller sends more than it may; come back later.</summary>
    public const string RateLimited = "rate_limited";
    /// <summary>What answered does not speak the contract, or a newer one.</summary>
    public const string UnexpectedAnswer = "unexpected_answer";
}
