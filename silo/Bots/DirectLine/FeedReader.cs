using Conversations.Accounts;
using Conversations.Bots;

namespace Conversations.Silo.Bots.DirectLine;

/// <summary>
/// Reads one remote conversation, for all requests that wait for an answer there, and tells the conversation what its bot said. The
/// only reader of it on this server; of readers on several servers, <see cref="HearBot.ReadAfter"/> lets one tell each page.
/// </summary>
/// <remarks>What was read and where to are told in one command, so they are on disk together: a page is told once, whoever is killed when.</remarks>
internal sealed partial class FeedReader : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly FeedReaderContext _context;
    private readonly FeedSignal _signal;
    private readonly FeedProgress _progress = new();
    private BotSession _told;
    private BotSession _position;
    private DateTimeOffset _lastWord;
    private FeedEnd _ended;
    private volatile bool _isRetired;

    /// <param name="context">What it works with.</param>
    /// <param name="session">From where on.</param>
    /// <param name="streamUrl">A fresh stream address, when the service has just given one.</param>
    public FeedReader(FeedReaderContext context, BotSession session, string? streamUrl)
    {
        _context = context;
        _told = _position = session.Sent.IsDefault ? session with { Sent = [] } : session;
        _signal = new(context.Time);
        _lastWord = _nextPoll = _nextConnect = _nextOwnership = context.Time.GetUtcNow();
        _streamUrl = streamUrl;
    }

    /// <summary>
    /// Goes on where another one ended, although nobody waits: it tells what came since, and listens until the bot has been silent for
    /// <see cref="FeedPace.Idle"/>, counted from its last word to whoever read it.
    /// </summary>
    public static FeedReader Resume(FeedReaderContext context, BotSession session)
    {
        var reader = new FeedReader(context, session, null) { _lastWord = session.LastWord ?? DateTimeOffset.MinValue };
        // Most have nothing to say: they are not worth a socket before that is known.
        reader._nextConnect += FeedPace.Reconnect;
        _ = reader.CatchUp();
        return reader;
    }

    public ConversationKey Key => _context.Conversation;
    public string Bot => _context.Bot.Name;
    /// <summary>How its bot is reached.</summary>
    public BotConnector Connector => _context.Bot.Connector!;
    /// <summary>Nobody can wait for it any more.</summary>
    public bool HasEnded
    {
        get { lock (_gate) return _ended != FeedEnd.Unspecified; }
    }

    /// <summary>What it is to the service.</summary>
    public string RemoteId => _position.ConversationId;

    /// <summary>Another reader takes its place: it ends when nobody waits for it any more.</summary>
    public void Retire()
    {
        _isRetired = true;
        _signal.Raise();
    }

    /// <summary>Lets it look around.</summary>
    public void Wake() => _signal.Raise();

    /// <summary>Reads until nobody waits any more and nothing is to be expected. Runs outside of grains' turns.</summary>
    public async Task Run(CancellationToken stopping)
    {
        Caller.System(Key.Account).Enter();
        try
        {
            while (!await IsOver()) await Step(stopping);
            End(new FeedEndedException(FeedEnd.Idle));
        }
        catch (OperationCanceledException)
        {
            End(new FeedEndedException(FeedEnd.Stopped));
        }
        catch (FeedEndedException ended)
        {
            if (ended.Why is FeedEnd.Unreadable) await Abandon(stopping);
            End(ended);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            LogFailed(_context.Log, Key, Bot, fault);
            End(new FeedEndedException(FeedEnd.Failed));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connecting is { } connecting && await connecting is { } socket) await socket.DisposeAsync();
        if (_socket is not null) await _socket.DisposeAsync();
    }

    private async Task Step(CancellationToken stopping)
    {
        await MindSocket(stopping);
        if (_socket?.TryRead(out var page) is true)
        {
            if (_progress.Pushed(page!) is { } news) await Take(news, stopping);
        }
        else if (IsPollDue()) await Poll(stopping);
        else await _signal.Wait(UntilNext(), stopping);
    }

    // Whoever begins to wait meanwhile finds it ended, and starts another.
    private async Task<bool> IsOver()
    {
        var now = _context.Time.GetUtcNow();
        var silence = now - _lastWord;
        lock (_gate)
        {
            if (_waits.Count > 0 || _catchingUp.Count > 0) return false;
            var longest = _context.MayIdle(this) ? FeedPace.Idle : FeedPace.Linger;
            if (_isRetired || _context.IsStopping || silence >= longest)
            {
                _ended = FeedEnd.Idle;
                return true;
            }
        }
        if (silence < FeedPace.Linger || now < _nextOwnership) return false;
        _nextOwnership = now + FeedPace.Ownership;
        return await HasLostConversation();
    }

    private void End(FeedEndedException why)
    {
        List<FeedWait> left;
        List<TaskCompletionSource> catchingUp;
        lock (_gate)
        {
            _ended = why.Why;
            (left, catchingUp) = ([.. _waits], [.. _catchingUp]);
            _catchingUp.Clear();
        }
        foreach (var wait in left) wait.Fail(why);
        foreach (var one in catchingUp) Finish(one, why);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Conversation {Conversation}: the feed of the bot '{Bot}' can't be read on; it is read again with the next request.")]
    private static partial void LogFailed(ILogger logger, ConversationKey conversation, string bot, Exception fault);
}
