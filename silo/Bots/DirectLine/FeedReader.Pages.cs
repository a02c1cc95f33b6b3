using System.Collections.Immutable;
using Conversations.Bots;
using Conversations.Effects;

namespace Conversations.Silo.Bots.DirectLine;

/// <summary>Asking for pages, and what they hold.</summary>
internal sealed partial class FeedReader
{
    private DateTimeOffset _nextPoll;
    private DateTimeOffset _nextOwnership;

    private const int MostUnreadable = 5;
    private bool _isBackingOff;
    private int _unreadable;

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
        BotSession from;
        lock (_gate) (asked, from) = ([.. _catchingUp], _position);
        var answer = await _context.Service.Poll(from, FeedPace.Patience, stopping);
        var page = PageOf(answer);
        _unreadable = page is null && answer.IsOk ? _unreadable + 1 : 0;
        if (_unreadable >= MostUnreadable || answer.Http.Fault is OutgoingFault.TooLarge) throw new FeedEndedException(FeedEnd.Unreadable, answer);
        var isLast = page is null || await TakePolled(page, from.Watermark, stopping);
        if (isLast)
        {
            lock (_gate) _catchingUp.RemoveAll(asked.Contains);
            foreach (var one in asked) Finish(one, page is null ? new FeedEndedException(FeedEnd.Unreachable, answer) : null);
        }
        Plan(answer, page, isLast);
    }

    private async Task<bool> TakePolled(FeedPage page, string? from, CancellationToken stopping)
    {
        var (news, isLast) = _progress.Polled(page, from);
        return await Take(news, stopping) && isLast;
    }

    // Null: there is nothing to be had now.
    private static FeedPage? PageOf(ServiceAnswer answer)
    {
        if (answer.Status is 304) return FeedPage.Empty;
        if (answer.IsForbidden) throw new FeedEndedException(FeedEnd.Forbidden, answer);
        if (answer.IsLost) throw new FeedEndedException(FeedEnd.Lost, answer);
        return answer.IsOk ? FeedPage.Parse(answer.Http.Body) : null;
    }

    private void Plan(ServiceAnswer answer, FeedPage? page, bool isLast)
    {
        var now = _context.Time.GetUtcNow();
        lock (_gate)
        {
            var pause = page is null ? answer.Pause ?? (_waits.Count > 0 ? FeedPace.AfterFailure : FeedPace.Next(now - _lastWord, isAwaited: false))
                : isLast ? FeedPace.Next(now - _lastWord, _waits.Count > 0) : TimeSpan.Zero;
            (_nextPoll, _isBackingOff) = (now + pause, page is null);
        }
    }

    // False when somebody else has read on meanwhile: what is not told by then is read again.
    private async Task<bool> Take(FeedPage news, CancellationToken stopping)
    {
        await UnknownReplies(news, stopping);
        FeedReading reading;
        lock (_gate)
        {
            reading = FeedReading.Of(_position, news, Terms()).WithFailures([.. _waits.Where(w => w.HasFailed).Select(w => w.ActivityId)]);
            _position = reading.Position;
            foreach (var wait in _waits.Where(w => !w.IsSeen)) wait.IsSeen = _position.Sent.Any(s => s.ActivityId == wait.ActivityId);
            if (news.Activities.Any(a => !a.IsTyping)) _lastWord = _context.Time.GetUtcNow();
        }
        if (reading.HasWords || reading.HasFailures)
        {
            if (!await Tell(reading, stopping)) return false;
        }
        else if (!reading.Told.IsEmpty)
        {
            await Show(reading.Told);
        }
        _progress.Add(news);
        Answer(reading.Answered);
        return true;
    }
}
