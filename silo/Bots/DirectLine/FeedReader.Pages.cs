using System.Collections.Immutable;
using Conversations.Bots;
using Conversations.Effects;
using Conversations.Journal;
using Orleans.Runtime;

namespace Conversations.Silo.Bots.DirectLine;

/// <summary>Asking for pages, and telling the conversation what they hold.</summary>
internal sealed partial class FeedReader
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private readonly List<TaskCompletionSource> _catchingUp = [];
    private DateTimeOffset _nextPoll;
    private DateTimeOffset _nextOwnership;

    private const int MostUnreadable = 5;
    private bool _isBackingOff;
    private int _unreadable;

    // Something is to be expected: it is asked for at once, unless the service wants to be left alone.
    private void Hurry()
    {
        _lastWord = _context.Time.GetUtcNow();
        if (!_isBackingOff && _nextPoll > _lastWord) _nextPoll = _lastWord;
    }

    private bool IsPollDue()
    {
        var now = _context.Time.GetUtcNow();
        lock (_gate) return now >= _nextPoll && (_catchingUp.Count > 0 || !IsPushed);
    }

    private TimeSpan UntilNext()
    {
        var now = _context.Time.GetUtcNow();
        DateTimeOffset next;
        lock (_gate) next = IsPushed && _catchingUp.Count == 0 ? now + FeedPace.Ownership : _nextPoll;
        return next > now ? next - now : TimeSpan.FromMilliseconds(1);
    }

    private async Task Poll(CancellationToken stopping)
    {
        ImmutableArray<TaskCompletionSource> asked;
        lock (_gate) asked = [.. _catchingUp];
        var answer = await _context.Service.Poll(_position, FeedPace.Patience, stopping);
        var page = PageOf(answer);
        _unreadable = page is null && answer.IsOk ? _unreadable + 1 : 0;
        if (_unreadable >= MostUnreadable || answer.Http.Fault is OutgoingFault.TooLarge) throw new FeedEndedException(FeedEnd.Unreadable, answer);
        if (page is not null) await Take(page, stopping);
        // A service that gives pages has more of them until one is empty.
        if (page is null or { Activities.IsEmpty: true })
        {
            lock (_gate) _catchingUp.RemoveAll(asked.Contains);
            foreach (var one in asked) Finish(one, page is null ? new FeedEndedException(FeedEnd.Unreachable, answer) : null);
        }
        Plan(answer, page);
    }

    private static void Finish(TaskCompletionSource one, FeedEndedException? fault)
    {
        if (fault is null) one.TrySetResult();
        else if (fault.Why is FeedEnd.Stopped) one.TrySetCanceled();
        else if (one.TrySetException(fault)) _ = one.Task.Exception;
    }

    // Null: there is nothing to be had now.
    private static FeedPage? PageOf(ServiceAnswer answer)
    {
        if (answer.Status is 304) return FeedPage.Empty;
        if (answer.IsForbidden) throw new FeedEndedException(FeedEnd.Forbidden, answer);
        if (answer.IsLost) throw new FeedEndedException(FeedEnd.Lost, answer);
        return answer.IsOk ? FeedPage.Parse(answer.Http.Body) : null;
    }

    private void Plan(ServiceAnswer answer, FeedPage? page)
    {
        var now = _context.Time.GetUtcNow();
        lock (_gate)
        {
            var pause = page is null ? answer.Pause ?? FeedPace.AfterFailure
                : page.Activities.IsEmpty ? FeedPace.Next(now - _lastWord, _waits.Count > 0) : TimeSpan.Zero;
            (_nextPoll, _isBackingOff) = (now + pause, page is null);
        }
    }

    private async Task Take(FeedPage page, CancellationToken stopping)
    {
        var news = page with { Activities = [.. page.Activities.Where(a => a.Id is null || _recent.IsNew(a.Id))] };
        // All of it came the other way before: its watermark may lie behind by now.
        if (news.Activities.IsEmpty && !page.Activities.IsEmpty) return;
        await UnknownReplies(news, stopping);
        FeedReading reading;
        lock (_gate)
        {
            reading = FeedReading.Of(_position, news, Terms());
            _position = reading.Position;
            foreach (var wait in _waits.Where(w => !w.IsSeen)) wait.IsSeen = _position.Sent.Any(s => s.ActivityId == wait.ActivityId);
            if (!news.Activities.IsEmpty) _lastWord = _context.Time.GetUtcNow();
        }
        if (!reading.Told.IsEmpty) await Tell(reading, stopping);
        _recent.Add(news.Activities);
        Answer(reading.Answered);
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

    private async Task Tell(FeedReading reading, CancellationToken stopping)
    {
        var hear = new HearBot { Bot = Bot, Activities = reading.Told, Session = reading.Position, ReadAfter = _told };
        for (var tries = 1; ; tries++)
        {
            try
            {
                var receipt = await _context.Grain.Hear(hear);
                if (receipt.Refusal is null) _told = reading.Position;
                else await Resume();
                return;
            }
            catch (Exception fault) when (fault is JournalUnavailableException or JournalOverloadedException or VersionConflictException
                or TimeoutException or OrleansException)
            {
                // Its journal may be down for a moment, or its silo gone. Whether it was told is seen by what it remembers.
                LogUnreachable(_context.Log, Key, Bot, tries, fault);
                var pause = TimeSpan.FromMilliseconds(100 << Math.Min(tries, 6));
                await Task.Delay(pause < LongestPause ? pause : LongestPause, _context.Time, stopping);
            }
        }
    }

    // Somebody else told it, or a try of ours whose receipt was lost.
    private async Task Resume()
    {
        var now = await _context.Grain.ReadBotSession();
        if (now is null || now.Bot != Bot || now.ConversationId != RemoteId) throw new FeedEndedException(FeedEnd.Superseded);
        lock (_gate) _position = _position with { Watermark = now.Watermark };
        _told = now.Sent.IsDefault ? now with { Sent = [] } : now;
    }

    // Whoever asked here is asked no more: the next request begins another remote conversation.
    private async Task Abandon(CancellationToken stopping)
    {
        try
        {
            await Tell(new FeedReading { Position = _told with { ConversationId = "", Watermark = null, Sent = [] }, Told = [], Answered = [] }, stopping);
        }
        catch (Exception fault) when (fault is OperationCanceledException or FeedEndedException)
        {
            // The server stops, or somebody else goes on elsewhere already.
        }
    }

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

    [LoggerMessage(Level = LogLevel.Warning, Message = "Conversation {Conversation}: what the bot '{Bot}' said reached nobody, try {Tries}.")]
    private static partial void LogUnreachable(ILogger logger, ConversationKey conversation, string bot, int tries, Exception fault);
}
