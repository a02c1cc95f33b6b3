using System.Collections.Immutable;
using Conversations.Bots;
using Conversations.Journal;
using Orleans.Runtime;

namespace Conversations.Silo.Bots.DirectLine;

/// <summary>Telling the conversation what was read, and where to.</summary>
internal sealed partial class FeedReader
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    // False when it was not told from here.
    private async Task<bool> Tell(FeedReading reading, CancellationToken stopping)
    {
        var position = reading.HasWords ? reading.Position with { LastWord = _context.Time.GetUtcNow() } : reading.Position;
        var hear = new HearBot { Bot = Bot, Activities = reading.Told, Session = position, ReadAfter = _told };
        for (var tries = 1; ; tries++)
        {
            try
            {
                var receipt = await _context.Grain.Hear(hear);
                if (receipt.Refusal is null) Remember(position);
                else if (receipt.Refusal.Code is RefusalCodes.MovedOn) await FollowOther();
                else throw new FeedEndedException(FeedEnd.Superseded);
                return receipt.Refusal is null;
            }
            catch (Exception fault) when (IsPassing(fault))
            {
                // Its journal may be down for a moment, or its silo gone. Whether it was told is seen by what it remembers.
                LogUnreachable(_context.Log, Key, Bot, tries, fault);
                var pause = TimeSpan.FromMilliseconds(100 << Math.Min(tries, 6));
                await Task.Delay(pause < LongestPause ? pause : LongestPause, _context.Time, stopping);
            }
        }
    }

    private void Remember(BotSession told)
    {
        _told = told;
        lock (_gate) _position = _position with { LastWord = told.LastWord };
    }

    // A sign of life is nothing to remember: what it came with is read from the same place again, and when it is late nobody wants it.
    private async Task Show(ImmutableArray<string> typing)
    {
        try
        {
            await _context.Grain.Hear(new HearBot { Bot = Bot, Activities = typing, ReadAfter = _told });
        }
        catch (Exception fault) when (IsPassing(fault))
        {
            LogUnreachable(_context.Log, Key, Bot, 1, fault);
        }
    }

    private static bool IsPassing(Exception fault) =>
        fault is JournalUnavailableException or JournalOverloadedException or VersionConflictException or TimeoutException or OrleansException;

    // Somebody else told it, or a try of ours whose receipt was lost.
    private async Task FollowOther()
    {
        var now = await _context.Grain.ReadBotSession();
        if (now is null || now.Bot != Bot || now.ConversationId != RemoteId) throw new FeedEndedException(FeedEnd.Superseded);
        _told = now.Sent.IsDefault ? now with { Sent = [] } : now;
        lock (_gate)
        {
            _position = _position.Sent.Aggregate(_told, (known, sent) => FeedReading.WithSent(known, sent.ActivityId, sent.RemoteId));
            foreach (var wait in _waits.Where(w => !w.Answered.IsCompleted)) Known(wait);
        }
        _progress.Forget();
        // What was pushed is not pushed again.
        _ = CatchUp();
    }

    // While it can't be asked for, nothing is known: it is looked at again after a while.
    private async Task<bool> HasLostConversation()
    {
        try
        {
            return await _context.Grain.ReadBotSession() is null;
        }
        catch (Exception fault) when (IsPassing(fault))
        {
            LogNotAsked(_context.Log, Key, Bot, FeedPace.Ownership, fault);
            return false;
        }
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "Conversation {Conversation}: whether the bot '{Bot}' still has it can't be found out at present; asked again after {Pause}.")]
    private static partial void LogNotAsked(ILogger logger, ConversationKey conversation, string bot, TimeSpan pause, Exception fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Conversation {Conversation}: what the bot '{Bot}' said reached nobody, try {Tries}.")]
    private static partial void LogUnreachable(ILogger logger, ConversationKey conversation, string bot, int tries, Exception fault);
}
