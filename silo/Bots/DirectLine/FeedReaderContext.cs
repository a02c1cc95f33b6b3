using Conversations.Accounts;
using Conversations.Effects;
using Conversations.Silo.Effects;

namespace Conversations.Silo.Bots.DirectLine;

/// <summary>What the reader of a feed works with.</summary>
internal sealed record FeedReaderContext
{
    public required ConversationKey Conversation { get; init; }
    public required Account Account { get; init; }
    public required Bot Bot { get; init; }
    /// <summary>What the service calls the consumer.</summary>
    public required string User { get; init; }
    public required DirectLineService Service { get; init; }
    public required IConversationGrain Grain { get; init; }
    public required SelfAddress Self { get; init; }
    public required TimeProvider Time { get; init; }
    public required ILogger Log { get; init; }
    public required IHostApplicationLifetime Lifetime { get; init; }
    /// <summary>Whether a reader may go on for long when nobody waits: the bot may speak unasked, and there is room.</summary>
    public required Predicate<FeedReader> MayIdle { get; init; }

    public bool IsStopping => Lifetime.ApplicationStopping.IsCancellationRequested;

    /// <summary>Where a socket may be opened; null when the account does not allow the host. The same hosts as for every request.</summary>
    public Uri? SocketAddress(string streamUrl)
    {
        if (!Uri.TryCreate(streamUrl, UriKind.Absolute, out var socket) || socket.Scheme is not ("ws" or "wss")) return null;
        var web = new UriBuilder(socket) { Scheme = socket.Scheme is "wss" ? Uri.UriSchemeHttps : Uri.UriSchemeHttp, Port = socket.Port }.Uri;
        return Self.Allows(Account, web) ? socket : null;
    }
}

/// <summary>What readers work with on this server.</summary>
internal sealed class FeedReaderContexts(
    IOutgoingHttp http, IGrainFactory grains, FeedReaders readers, SelfAddress self, IHostApplicationLifetime lifetime, TimeProvider time,
    ILogger<FeedReader> log)
{
    /// <param name="conversation">The conversation.</param>
    /// <param name="account">Its account.</param>
    /// <param name="bot">Its bot.</param>
    /// <param name="user">What the service calls the consumer.</param>
    public FeedReaderContext Of(ConversationKey conversation, Account account, Bot bot, string user) => new()
    {
        Conversation = conversation, Account = account, Bot = bot, User = user,
        Service = new DirectLineService(http, time, account, bot.Connector!),
        Grain = grains.GetGrain<IConversationGrain>(conversation.ToString()),
        Self = self, Time = time, Log = log, Lifetime = lifetime,
        MayIdle = reader => reader.Connector.Proactive && readers.HasRoom,
    };
}
