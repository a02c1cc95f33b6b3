using System.Collections.Immutable;
using Conversations.Bots;
using Conversations.Effects;
using Conversations.Silo.Bots.BotFramework.Tokens;

namespace Conversations.Silo.Bots.BotFramework;

/// <summary>Talks to a bot as its channel: posts activities to its messaging endpoint. Its answers come to the Bot Connector routes, or at once.</summary>
internal sealed class BotFrameworkConnector(
    IOutgoingHttp http, ServiceAddress address, BotTokens tokens, IHostApplicationLifetime lifetime, TimeProvider time) : IBotConnector
{
    private const string Channel = "directline";

    public BotConnectorKind Kind => BotConnectorKind.BotFramework;

    public async Task<BotAttempt> Send(BotCall call, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        if (!await Listens(call.Timeout, cancellation)) return BotResponse.TooEarly(call.Bot.Name);
        var connector = call.Bot.Connector!;
        if (connector.Identity is null && !address.IsPrivate) return BotResponse.Unguarded(call.Bot.Name);
        var serviceUrl = address.Of(call.Account.Id, call.Bot.Name);
        var addressing = new BotAddressing(call.Conversation.Conversation, Channel, serviceUrl, IdOf(call.Bot), connector.ExpectReplies);
        var answer = await http.Send(call.Account, new OutgoingRequest
        {
            Method = "POST",
            Url = connector.Endpoint,
            Headers = await Headers(connector.Identity, serviceUrl, cancellation),
            Body = BotActivityComposer.Compose(call, addressing),
            IdempotencyKey = call.Request.ActivityId,
            Timeout = call.Timeout - time.GetElapsedTime(began) is { Ticks: > 0 } left ? left : TimeSpan.FromMilliseconds(1),
        }, cancellation);
        return BotResponse.Read(call, answer, time.GetUtcNow());
    }

    /// <summary>The bot's id in activities: its app id, if it has one.</summary>
    public static string IdOf(Conversations.Accounts.Bot bot) => bot.Connector?.Identity?.AppId ?? bot.Name;

    // No header at all without an identity: a bot that verifies nobody refuses a token that it does not know.
    private async ValueTask<ImmutableDictionary<string, string>> Headers(BotIdentity? identity, string serviceUrl, CancellationToken cancellation) =>
        identity is null
            ? ImmutableDictionary<string, string>.Empty
            : ImmutableDictionary<string, string>.Empty.Add("Authorization", $"Bearer {await tokens.ForBot(identity.AppId, serviceUrl, cancellation)}");

    // What was promised before a restart begins before the server listens; the bot's answers would find nobody.
    private async Task<bool> Listens(TimeSpan limit, CancellationToken cancellation)
    {
        if (lifetime.ApplicationStarted.IsCancellationRequested) return true;
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(limit, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellation.ThrowIfCancellationRequested();
        return started.Task.IsCompleted;
    }
}
