using Conversations.Accounts;
using Conversations.Bots;

namespace Conversations.Silo.Bots.DirectLine;

/// <summary>
/// Takes up the feeds of bots that may speak unasked, from the watermark on disk, when the server that read them is gone: this one before
/// its restart, or another one of the cluster. The bot's grain gives each to one server. What came meanwhile is told, and where the bot's
/// last word is not older than <see cref="FeedPace.Idle"/>, the feed is read on.
/// </summary>
internal sealed partial class FeedResumption(
    IGrainFactory grains, IAccounts accounts, FeedReaders readers, FeedReaderContexts contexts, IHostApplicationLifetime lifetime, TimeProvider time,
    ILogger<FeedResumption> log) : BackgroundService
{
    /// <summary>How often it is said what is read here, and asked what is not read any more.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(15);
    /// <summary>Between two times while there is more to take up: the service is not to be flooded by a restart.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    /// <summary>How many are taken up at a time.</summary>
    public const int AtOnce = 20;

    private readonly string _server = Guid.NewGuid().ToString("N");
    // Given to this server and not begun yet, for their conversations can't be asked at present.
    private readonly HashSet<(string Bot, ConversationKey Conversation)> _owed = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Started(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            var taken = 0;
            foreach (var (account, bot) in Unasked()) taken += await TryTake(account, bot, AtOnce - taken, stoppingToken);
            await Task.Delay(taken > 0 ? Pause : Every, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // The service may be this very server.
    private async Task Started(CancellationToken stopping)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private IEnumerable<(Account Account, Bot Bot)> Unasked() =>
        from account in accounts.All
        from bot in account.Bots.Values
        where bot.Connector is { Kind: BotConnectorKind.DirectLine, Proactive: true }
        select (account, bot);

    private async Task<int> TryTake(Account account, Bot bot, int most, CancellationToken stopping)
    {
        try
        {
            Caller.System(account.Id).Enter();
            return await Take(account, bot, most, stopping);
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            // The grains are stopping, too; who starts next takes them up.
            return 0;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            LogFailed(log, account.Id, bot.Name, Every, fault);
            return 0;
        }
    }

    private async Task<int> Take(Account account, Bot bot, int most, CancellationToken stopping)
    {
        foreach (var late in Owed(account, bot)) await TryResume(account, bot, late, stopping);
        var here = readers.Of(account.Id, bot.Name).Concat(Owed(account, bot));
        var taken = await grains.GetGrain<IBotGrain>($"{account.Id}/{bot.Name}").Listen(new BotListening
        {
            Server = _server, Conversations = [.. here.Select(c => c.Conversation).Distinct(StringComparer.Ordinal)],
            Room = Math.Max(0, Math.Min(FeedReaders.MostIdle - readers.Count, most - _owed.Count)),
        });
        foreach (var conversation in taken) _owed.Add((bot.Name, new(account.Id, conversation)));
        foreach (var conversation in taken.TakeWhile(_ => !stopping.IsCancellationRequested)) await TryResume(account, bot, new(account.Id, conversation), stopping);
        return taken.Length;
    }

    private List<ConversationKey> Owed(Account account, Bot bot) =>
        [.. _owed.Where(o => o.Bot == bot.Name && o.Conversation.Account == account.Id).Select(o => o.Conversation)];

    // One conversation that can't be loaded must not keep the others waiting.
    private async Task TryResume(Account account, Bot bot, ConversationKey conversation, CancellationToken stopping)
    {
        try
        {
            await Resume(account, bot, conversation, stopping);
            _owed.Remove((bot.Name, conversation));
        }
        catch (Exception fault) when (fault is not (OutOfMemoryException or OperationCanceledException))
        {
            LogNotResumed(log, conversation, bot.Name, Every, fault);
        }
    }

    private async Task Resume(Account account, Bot bot, ConversationKey conversation, CancellationToken stopping)
    {
        using var turn = await readers.Enter(conversation, stopping);
        var grain = grains.GetGrain<IConversationGrain>(conversation.ToString());
        // One that has been asked already is read already.
        if (readers.Find(conversation, bot.Name) is not { HasEnded: false }
            && await grain.ReadBotSession() is { ConversationId.Length: > 0 } session && session.Bot == bot.Name && await grain.Read() is { } view)
        {
            readers.Begin(FeedReader.Resume(contexts.Of(conversation, account, bot, view.Consumer.Id), session));
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Conversation {Conversation}: what the bot '{Bot}' says unasked can't be listened to at present; tried again after {Pause}")]
    private static partial void LogNotResumed(ILogger logger, ConversationKey conversation, string bot, TimeSpan pause, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Bot {Account}/{Bot}: what it says unasked can't be listened to at present; tried again after {Pause}")]
    private static partial void LogFailed(ILogger logger, string account, string bot, TimeSpan pause, Exception exception);
}
