using Conversations.Bots;

namespace Conversations.Silo.Bots.DirectLine;

/// <summary>One try of one request: finds or starts the remote conversation, posts, and waits for the answer.</summary>
internal sealed class DirectLineRequest(BotCall call, FeedReaderContext context, FeedReaders readers, CancellationToken limit)
{
    private const int MostRounds = 5;
    private readonly BotConnector _connector = call.Bot.Connector!;
    private readonly DateTimeOffset _end = context.Time.GetUtcNow() + call.Timeout;
    private FeedWait? _wait;
    private int? _status;
    private bool _hasPosted;
    private string? _remoteId;

    private TimeSpan Left => _end - context.Time.GetUtcNow();

    /// <exception cref="OperationCanceledException">The bot's time is over, or the server stops.</exception>
    public async Task<BotAttempt> Run()
    {
        var hasRestarted = false;
        for (var round = 1; ; round++)
        {
            var (reader, failed) = await Open(startAnew: hasRestarted && _wait is null);
            if (reader is null) return failed!;
            if (reader.Wait(call.Request.ActivityId) is not { } wait) continue;
            _wait = wait;
            try
            {
                return await Ask(reader, wait);
            }
            catch (FeedEndedException ended) when (ended.Why is FeedEnd.Idle or FeedEnd.Superseded && round < MostRounds)
            {
                // It ended when we came, or others have read on: the next one goes on from there.
            }
            catch (FeedEndedException ended) when (ended.Why is FeedEnd.Lost && !hasRestarted)
            {
                // The service forgot the conversation. Once it is begun anew; what is asked was not said in the new one.
                (hasRestarted, _wait, _hasPosted, _remoteId) = (true, null, false, null);
            }
            catch (FeedEndedException ended)
            {
                return NotRead(ended);
            }
            finally
            {
                reader.Leave(wait);
            }
        }
    }

    /// <summary>What came of it when the bot's time is over.</summary>
    public BotAttempt AtTheEnd() => _wait is { Pages: > 0 } ? Done() : new BotAttempt
    {
        Fault = BotFaults.TimedOut, Status = _status, Detail = $"'{call.Bot.Name}' did not answer within {_connector.Timeout.TotalSeconds:0.###} s.",
    };

    private BotAttempt Done() => new() { Status = _status };

    private BotAttempt NotRead(FeedEndedException ended) => ended.Why switch
    {
        FeedEnd.Unreadable => new() { Fault = BotFaults.BotError, Status = _status, Detail = "What the bot said is no activity set, or more than 1 MB at once; a new conversation is begun with it." },
        FeedEnd.Idle or FeedEnd.Superseded => new() { Fault = BotFaults.BotError, Status = _status, Detail = "The bot no longer has the conversation." },
        // The status is that of the post: the next try goes by it.
        _ when ended.Answer is { } answer => answer.Failed("reading") with { Status = _status },
        _ => new() { Fault = BotFaults.BotError, Status = _status, Detail = "What the bot said could not be read; the log says why.", IsWorthRepeating = true },
    };

    private async Task<BotAttempt> Ask(FeedReader reader, FeedWait wait)
    {
        // A crash came between the answer and the word that it was complete.
        if (call.IsRepeat && wait.Pages > 0) return Done();
        // The service said that the bot failed: it is asked again. Of anything else nobody knows whether it arrived, but the feed.
        var failedBefore = call.StatusBefore is >= 500 and <= 599;
        if (_remoteId is { } known) reader.HasArrived(wait, known);
        if ((call.IsRepeat || _hasPosted) && !failedBefore && (!wait.IsSeen || reader.HasFailed(wait))) await reader.CatchUp().WaitAsync(limit);
        failedBefore = (failedBefore || (call.StatusBefore is null && reader.HasFailed(wait))) && wait.Pages == 0;
        if ((failedBefore && !_hasPosted) || !wait.IsSeen)
        {
            if (await Post(reader, wait) is { } failed) return failed;
        }
        await wait.Answered.WaitAsync(limit);
        return await Complete(reader, wait);
    }

    // Null when the service took it, or when the bot answered all the same.
    private async Task<BotAttempt?> Post(FeedReader reader, FeedWait wait)
    {
        var activity = BotActivityComposer.Compose(call, new BotAddressing(reader.RemoteId, "directline", null, null, false));
        reader.BeginPost(wait);
        _hasPosted = true;
        while (true)
        {
            var answer = await context.Service.Post(reader.RemoteId, activity, Left, limit);
            _status = answer.Status;
            if (answer.Pause is { } pause && pause < Left)
            {
                await Task.Delay(pause, context.Time, limit);
                continue;
            }
            var hasFailed = answer.Status is >= 500 and <= 599;
            reader.EndPost(wait, answer.Text("id"), hasFailed);
            if (answer.IsOk) _remoteId = answer.Text("id");
            if (answer.IsOk) return null;
            if (answer.IsLost) throw new FeedEndedException(FeedEnd.Lost, answer);
            if (answer.IsTimedOut) limit.ThrowIfCancellationRequested();
            // A bot that fails in the middle may have said something before; and that it failed is on disk then, if the feed shows what it was asked.
            if (hasFailed || wait.IsSeen) await CatchUp(reader);
            return wait.Pages > 0 ? null : answer.Failed("an activity");
        }
    }

    private async Task<BotAttempt> Complete(FeedReader reader, FeedWait wait)
    {
        // What the bot said in its turn is there by now, all of it.
        await CatchUp(reader);
        for (var pages = 0; _connector.MultipleActivities > TimeSpan.Zero && pages < wait.Pages;)
        {
            pages = wait.Pages;
            await Task.Delay(_connector.MultipleActivities, context.Time, limit);
            await CatchUp(reader);
        }
        return Done();
    }

    // Whatever can't be read now is read later: the answer is there, or the bot has failed, all the same.
    private async Task CatchUp(FeedReader reader)
    {
        try
        {
            await reader.CatchUp().WaitAsync(limit);
        }
        catch (FeedEndedException)
        {
            // Its reader says why.
        }
    }

    private async Task<(FeedReader? Reader, BotAttempt? Failed)> Open(bool startAnew)
    {
        using var turn = await readers.Enter(call.Conversation, limit);
        if (!startAnew && readers.Find(call.Conversation, call.Bot.Name) is { HasEnded: false } reader && reader.Connector == _connector) return (reader, null);
        if (!startAnew && await Session() is { } session) return (Begin(session, null), null);
        return await Start();
    }

    private async Task<BotSession?> Session()
    {
        // What was known when the request was promised may be old by now.
        var session = await context.Grain.ReadBotSession() ?? call.Facts.Session;
        return session is { ConversationId.Length: > 0 } && session.Bot == call.Bot.Name ? session : null;
    }

    private async Task<(FeedReader?, BotAttempt?)> Start()
    {
        var answer = await context.Service.Start(context.User, call.Facts.Language, Left, limit);
        while (answer.Pause is { } pause && pause < Left)
        {
            await Task.Delay(pause, context.Time, limit);
            answer = await context.Service.Start(context.User, call.Facts.Language, Left, limit);
        }
        if (answer.IsTimedOut) limit.ThrowIfCancellationRequested();
        if (!answer.IsOk || answer.Text("conversationId") is not { Length: <= FeedPage.LongestId } id) return (null, NotStarted(answer));
        var session = new BotSession { Bot = call.Bot.Name, ConversationId = id };
        // On disk before anything is said there: a repeat goes on in it and does not start another.
        await context.Grain.Hear(new HearBot { Bot = call.Bot.Name, Activities = [], Session = session });
        return (Begin(session, answer.Text("streamUrl")), null);
    }

    // An address that knows no conversations will not know any tomorrow.
    private BotAttempt NotStarted(ServiceAnswer answer)
    {
        _status = answer.Status;
        var failed = answer.Failed("the start of a conversation");
        if (answer.IsOk) return failed with { Detail = "The Direct Line service started a conversation without saying its 'conversationId'." };
        return answer.Status is 404 or 405 or (>= 300 and <= 399) ? failed with { Fault = BotFaults.ServiceInterruption } : failed;
    }

    private FeedReader Begin(BotSession session, string? streamUrl)
    {
        var reader = new FeedReader(context, session, streamUrl);
        readers.Begin(reader);
        return reader;
    }
}
