namespace Conversations.Client;

/// <summary>A call to the service failed.</summary>
public sealed class ConversationsException : Exception
{
    /// <summary>A failure with a code of the contract or of <see cref="ClientErrorCodes"/>.</summary>
    /// <param name="code">A stable code.</param>
    /// <param name="detail">A sentence that says what to do; also the message.</param>
    /// <param name="status">The HTTP status; null when there was none.</param>
    /// <param name="innerException">What lies behind it.</param>
    public ConversationsException(string code, string detail, int? status = null, Exception? innerException = null)
        : base(detail, innerException)
    {
        Code = code;
        Status = status;
    }

    /// <summary>A stable code to decide by.</summary>
    public string Code { get; }

    /// <summary>The HTTP status; null over grains and when nothing answered.</summary>
    public int? Status { get; }

    /// <summary>A sentence for people: what is wrong and what to do.</summary>
    public string Detail => Message;

    /// <summary>The same call may succeed later.</summary>
    public bool IsTransient => Code is ClientErrorCodes.Unreachable or ClientErrorCodes.TimedOut or ClientErrorCodes.JournalUnavailable
        or ClientErrorCodes.RateLimited or RefusalCodes.Overloaded || (Code is ClientErrorCodes.UnexpectedAnswer && Status >= 500);

    /// <summary>It is unknown whether the call was carried out; otherwise nothing was changed.</summary>
    public bool OutcomeUnknown { get; init; }

    /// <summary>How long the service asks to wait before the next attempt; null when it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
