using System.Collections.Immutable;
using Conversations.Bots;
using Conversations.Silo.Http.Bodies;
using Conversations.Silo.Http.BotFramework;

namespace Conversations.Silo.Http.Connector;

/// <summary>Brings what a bot sends into its conversation; answered when it is on disk.</summary>
/// <remarks>
/// Whatever the conversation records is answered with 200 and an id, also what it refuses to say: too much, too late, after a transfer. The
/// bot can't do better by sending it again, and SDKs answer an error by trying again or by apologizing to the consumer.
/// </remarks>
internal sealed class ActivityReceiving(ConversationCalls conversations, UnansweredActivities unanswered, TimeProvider time)
{
    // The Bot Framework SDK sends it, the same at each try: what has one is known when it comes again, whatever became of this process.
    private static readonly string[] RequestIds = ["x-ms-client-request-id", "Idempotency-Key"];
    private const int LongestRequestId = 100;

    /// <param name="http">The call.</param>
    /// <param name="conversation">The conversation's id.</param>
    /// <param name="replyTo">The activity that it replies to, as the address says; null for none.</param>
    /// <returns>The id of the activity.</returns>
    public async Task<string> Receive(HttpContext http, string conversation, string? replyTo)
    {
        var caller = ConnectorCaller.Of(http);
        var key = caller.Key(conversation);
        var body = await Body(http);
        var name = UnansweredActivities.NameOf(key, replyTo, body.Span);
        // With the content, for a bot may send several activities under the id of what it was asked.
        var id = RequestIdOf(http) is { } request ? $"{request}/{name}" : null;
        return await Hear(http, key, id is null ? name : null, new HearBot
        {
            Bot = caller.Bot.Name, Activities = [ReceivedActivity.Read(body, replyTo, id)],
        });
    }

    /// <summary>Takes a transcript: what was said elsewhere, which is for agents alone.</summary>
    public async Task<string> ReceiveTranscript(HttpContext http, string conversation)
    {
        var caller = ConnectorCaller.Of(http);
        var key = caller.Key(conversation);
        var body = await Body(http);
        return await Hear(http, key, UnansweredActivities.NameOf(key, "history", body.Span), new HearBot
        {
            Bot = caller.Bot.Name, Activities = [.. ReceivedActivity.ReadTranscript(body)], Private = true,
        });
    }

    private static async ValueTask<ReadOnlyMemory<byte>> Body(HttpContext http) =>
        await LimitedBody.Read(http.Request, LimitedBody.JsonLimit) ?? throw BotFrameworkFault.TooLarge($"The body is larger than {LimitedBody.JsonLimit / 1024} KB.");

    private static string? RequestIdOf(HttpContext http) =>
        RequestIds.Select(name => http.Request.Headers[name].ToString()).FirstOrDefault(id => id.Length is > 0 and <= LongestRequestId);

    // What it is remembered by, until its sender is known to have been answered; null when it has an id of its own.
    private async Task<string> Hear(HttpContext http, ConversationKey key, string? name, HearBot hear)
    {
        var doubtful = name is not null && unanswered.IsDoubtful(name);
        // Known as soon as the connection breaks: the repeat may come while this one is still being written.
        if (name is not null) http.RequestAborted.Register(() => unanswered.Add(name));
        Receipt receipt;
        try
        {
            receipt = await conversations.Call(key, grain =>
            {
                var sent = hear with { Doubtful = doubtful };
                doubtful = true;
                return grain.Hear(sent);
            }, CancellationToken.None);
        }
        catch when (name is not null)
        {
            unanswered.Add(name);
            throw;
        }
        if (receipt.Refusal is not null) throw ConnectorFault.NotFound();
        // Typing and parts of a stream are not kept; a stream is named by the id of its first part, so each has one of its own.
        return receipt.Seq > 0 ? ActivityIds.OfHeard(key.Conversation, receipt.Seq) : $"{key.Conversation}|s{Guid.CreateVersion7(time.GetUtcNow()):N}";
    }
}
