using System.Collections.Immutable;
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
        lock (_gate) asked = [.. _catchingUp];
        var answer = await _context.Service.Poll(_position, FeedPace.Patience, stopping);
        var page = PageOf(answer);
        _unreadable = page is null && answer.IsOk ? _unreadable + 1 : 0;
        if (_unreadable >= MostUnreadable || answer.Http.Fault is OutgoingFault.TooLarge) throw new FeedEndedException(FeedEnd.Unreadable, answer);
        if (page is not null) await Take(page, isPushed: false, stopping);
        // A service that gives pages has more of them until one is empty.
        if (page is null or { Activities.IsEmpty: true })
        {
            lock (_gate) _catchingUp.RemoveAll(asked.Contains);
            foreach (var one in asked) Finish(one, page is null ? new FeedEndedException(FeedEnd.Unreachable, answer) : null);
        }
        Plan(answer, page);
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
            var pause = page is null ? answer.Pause ?? (_waits.Count > 0 ? FeedPace.AfterFailure : FeedPace.Next(now - _lastWord, isAwaited: false))
                : page.Activities.IsEmpty ? FeedPace.Next(now - _lastWord, _waits.Count > 0) : TimeSpan.Zero;
            (_nextPoll, _isBackingOff) = (now + pause, page is null);
        }
    }

    private async Task Take(FeedPage page, bool isPushed, CancellationToken stopping)
    {
        var news = page with { Activities = [.. page.Activities.Where(a => a.Id is null || _recent.IsNew(a.Id))] };
        // All of it came the other way before: its watermark may lie behind by now.
        if (news.Activities.IsEmpty && !page.Activities.IsEmpty) return;
        // Only what is pushed is of this moment; a page may hold what is long over.
        if (!isPushed) news = news with { Activities = [.. news.Activities.Where(a => !a.IsTyping)] };
        await UnknownReplies(news, stopping);
        FeedReading reading;
        lock (_gate)
        {
            reading = FeedReading.Of(_position, news, Terms()).WithFailures([.. _waits.Where(w => w.HasFailed).Select(w => w.ActivityId)]);
            _position = reading.Position;
            foreach (var wait in _waits.Where(w => !w.IsSeen)) wait.IsSeen = _position.Sent.Any(s => s.ActivityId == wait.ActivityId);
            if (news.Activities.Any(a => !a.IsTyping)) _lastWord = _context.Time.GetUtcNow();
        }
        if (reading.HasWords || reading.HasFailures) await Tell(reading, stopping);
        else if (!reading.Told.IsEmpty) await Show(reading.Told);
        _recent.Add(news.Activities);
        Answer(reading.Answered);
    }
}
