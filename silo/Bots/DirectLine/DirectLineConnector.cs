using Conversations.Accounts;
using Conversations.Bots;
using Conversations.Effects;

namespace Conversations.Silo.Bots.DirectLine;

/// <summary>Talks to a bot as a client of a Direct Line 3.0 service.</summary>
/// <remarks>
/// What a crash of this server leaves behind, in the order in which a request is sent:
/// <list type="number">
/// <item>After the remote conversation was started and before its id is on disk: nobody said anything there; the repeat starts another.</item>
/// <item>After that and before the activity was posted: the repeat reads the feed, finds no activity with our <c>clientActivityID</c>, and posts.</item>
/// <item>After it was posted: the repeat finds it in the feed, with the id that the service gave it, and only waits for the answer.</item>
/// <item>After answers were told: the watermark and the request's mark as answered are on disk with them; the repeat is over at once.</item>
/// </list>
/// Not exact: a service that does not show a client its own activities, or shows them late, is posted the same activity again. The bot
/// can recognise it by <c>channelData.clientActivityID</c>, and the conversation counts equal answers to a repeated request once. A request that
/// the service answered with a server error is posted again, for it says that the bot failed; that it said so is on disk with the request.
/// </remarks>
internal sealed class DirectLineConnector(FeedReaders readers, FeedReaderContexts contexts, TimeProvider time) : IBotConnector
{
    public BotConnectorKind Kind => BotConnectorKind.DirectLine;

    /// <inheritdoc/>
    public async Task<BotAttempt> Send(BotCall call, CancellationToken cancellation)
    {
        try
        {
            if (call.Bot.Connector!.Secret is { } secret) Secrets.Fill(secret, call.Account);
        }
        catch (InvalidOperationException fault)
        {
            return new BotAttempt { Fault = BotFaults.ServiceInterruption, Detail = fault.Message };
        }
        using var timeout = new CancellationTokenSource(call.Timeout, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        var context = contexts.Of(call.Conversation, call.Account, call.Bot, call.Facts.Consumer.Id);
        var request = new DirectLineRequest(call, context, readers, limit.Token);
        try
        {
            return await request.Run();
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return request.AtTheEnd();
        }
    }
}
