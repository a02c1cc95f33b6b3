namespace Conversations.Silo.Bots.DirectLine;

/// <summary>A request that waits for its answer in a feed. Changed under the lock of its reader.</summary>
internal sealed class FeedWait(string activityId)
{
    private readonly TaskCompletionSource _posted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string ActivityId => activityId;
    /// <summary>It is being sent, or was.</summary>
    public bool IsPosting { get; set; }
    /// <summary>It was seen in the feed: it has arrived, whatever became of the request that brought it.</summary>
    public bool IsSeen { get; set; }
    /// <summary>The service said that the bot failed with it.</summary>
    public bool HasFailed { get; set; }
    /// <summary>In how many pages something answered it.</summary>
    public int Pages { get; set; }
    /// <summary>Ends when the request that brings it has ended.</summary>
    public Task Posted => _posted.Task;
    /// <summary>Ends with the first answer; fails with <see cref="FeedEndedException"/> when no feed is left that could bring one.</summary>
    public Task Answered => _answered.Task;

    public void EndPost() => _posted.TrySetResult();

    public void Answer() => _answered.TrySetResult();

    public void Fail(FeedEndedException why)
    {
        _posted.TrySetResult();
        if (why.Why is FeedEnd.Stopped) _answered.TrySetCanceled();
        else if (_answered.TrySetException(why)) _ = _answered.Task.Exception;
    }
}

/// <summary>Why a feed is read no more.</summary>
internal enum FeedEnd
{
    Unspecified = 0,
    /// <summary>Nobody waits, and it has been silent for long.</summary>
    Idle = 1,
    /// <summary>The service does not know the conversation any more.</summary>
    Lost = 2,
    /// <summary>The service does not let us in.</summary>
    Forbidden = 3,
    /// <summary>The conversation is held somewhere else by now, or not with this bot.</summary>
    Superseded = 4,
    /// <summary>The server stops.</summary>
    Stopped = 5,
    /// <summary>Something that nobody foresaw; the log says what.</summary>
    Failed = 6,
    /// <summary>The service could not be reached, or did not answer well, this time. The feed is read on.</summary>
    Unreachable = 7,
    /// <summary>What the service shows can't be read, and everything that comes after it lies behind it.</summary>
    Unreadable = 8,
}

/// <summary>A feed is read no more.</summary>
internal sealed class FeedEndedException(FeedEnd why, ServiceAnswer? answer = null) : Exception($"The feed is read no more: {why}.")
{
    public FeedEnd Why => why;
    /// <summary>What the service said to that; null when it was not the service.</summary>
    public ServiceAnswer? Answer => answer;
}
