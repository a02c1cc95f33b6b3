using System.Collections.Immutable;

namespace Conversations.Silo.Bots.DirectLine;

/// <summary>The requests that wait for an answer in the feed, and whoever waits for all that it holds.</summary>
internal sealed partial class FeedReader
{
    private readonly List<FeedWait> _waits = [];
    private readonly List<TaskCompletionSource> _catchingUp = [];

    /// <summary>Waits for the answer to a request; null when this feed is read no more.</summary>
    public FeedWait? Wait(string activityId)
    {
        var wait = new FeedWait(activityId);
        lock (_gate)
        {
            if (_ended != FeedEnd.Unspecified) return null;
            _waits.Add(wait);
            Known(wait);
            Hurry();
        }
        _signal.Raise();
        return wait;
    }

    /// <summary>It waits no more.</summary>
    public void Leave(FeedWait wait)
    {
        lock (_gate) _waits.Remove(wait);
        wait.EndPost();
        _signal.Raise();
    }

    /// <summary>It has arrived there, as another reader knows.</summary>
    public void HasArrived(FeedWait wait, string remoteId)
    {
        lock (_gate) (wait.IsPosting, wait.IsSeen) = (true, true);
        EndPost(wait, remoteId);
    }

    /// <summary>The request is about to be sent.</summary>
    public void BeginPost(FeedWait wait)
    {
        lock (_gate) (wait.IsPosting, wait.HasFailed, _lastWord) = (true, false, _context.Time.GetUtcNow());
    }

    /// <summary>The service said that the bot failed with it, and nothing answered it since.</summary>
    public bool HasFailed(FeedWait wait)
    {
        lock (_gate) return _position.Sent.LastOrDefault(s => s.ActivityId == wait.ActivityId) is { Failed: true, Answered: false };
    }

    /// <summary>The request that brought it has ended, and the service may have said what it is called there, or that the bot failed.</summary>
    public void EndPost(FeedWait wait, string? remoteId, bool hasFailed = false)
    {
        lock (_gate)
        {
            wait.HasFailed = hasFailed;
            if (remoteId is not null) _position = FeedReading.WithSent(_position, wait.ActivityId, remoteId);
            Hurry();
        }
        wait.EndPost();
        _signal.Raise();
    }

    /// <summary>Ends when everything has been told that the feed held at the time of the call.</summary>
    /// <exception cref="FeedEndedException">The feed is read no more, or could not be reached now.</exception>
    public Task CatchUp()
    {
        lock (_gate)
        {
            if (_ended != FeedEnd.Unspecified) return Task.FromException(new FeedEndedException(_ended));
            var caughtUp = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _catchingUp.Add(caughtUp);
            PollSoon();
            _signal.Raise();
            return caughtUp.Task;
        }
    }

    // Something is to be expected.
    private void Hurry()
    {
        _lastWord = _context.Time.GetUtcNow();
        PollSoon();
    }

    // At once, unless the service wants to be left alone.
    private void PollSoon()
    {
        var now = _context.Time.GetUtcNow();
        if (!_isBackingOff && _nextPoll > now) _nextPoll = now;
    }

    private void Known(FeedWait wait)
    {
        foreach (var sent in _position.Sent)
        {
            if (sent.ActivityId != wait.ActivityId) continue;
            wait.IsSeen = true;
            if (!sent.Answered) continue;
            wait.Pages++;
            wait.Answer();
        }
    }

    // The id of a request that is being sent may come any moment, with its echo or with the end of the request.
    private async Task UnknownReplies(FeedPage page, CancellationToken stopping)
    {
        Task? posts = null;
        lock (_gate)
        {
            if (_waits.Any(w => w is { IsPosting: true, IsSeen: false }) && FeedReading.HasUnknownReply(_position, page, Terms()))
            {
                posts = Task.WhenAll(_waits.Where(w => w.IsPosting).Select(w => w.Posted));
            }
        }
        if (posts is not null) await posts.WaitAsync(stopping);
    }

    private FeedTerms Terms() => new(Key.Conversation, _context.User,
        [.. _waits.Where(w => w.IsPosting || w.IsSeen).Select(w => (w.ActivityId, w.IsSeen || w.Posted.IsCompleted))]);

    private void Answer(ImmutableArray<string> answered)
    {
        lock (_gate)
        {
            foreach (var wait in _waits.Where(w => answered.Contains(w.ActivityId)))
            {
                wait.Pages++;
                wait.Answer();
            }
        }
    }

    private static void Finish(TaskCompletionSource one, FeedEndedException? fault)
    {
        if (fault is null) one.TrySetResult();
        else if (fault.Why is FeedEnd.Stopped) one.TrySetCanceled();
        else if (one.TrySetException(fault)) _ = one.Task.Exception;
    }
}
