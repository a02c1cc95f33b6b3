using Conversations.Client;

namespace Conversations.Tests.Crashes;

/// <summary>What is asked of a server that may be away for longer than its client has patience.</summary>
internal static class Persistence
{
    /// <summary>Opens a conversation; one that was opened without our hearing of it stays silent.</summary>
    public static async Task<string> OpenInTheEnd(this IConversationsClient client, NewConversation conversation)
    {
        while (true)
        {
            try
            {
                return (await client.Open(conversation)).Id;
            }
            catch (ConversationsException fault) when (fault.IsTransient)
            {
                // The server is away; it comes back.
            }
        }
    }

    /// <summary>Looks at the transcript until it is as awaited; as it is then, or as it was last when the time is over.</summary>
    public static async Task<IReadOnlyList<Message>> TranscriptWhen(
        this IConversationsClient client, string id, Predicate<IReadOnlyList<Message>> holds, CancellationToken cancellation)
    {
        for (IReadOnlyList<Message> seen = []; ;)
        {
            try
            {
                seen = await client.Transcript(id);
                if (holds(seen)) return seen;
            }
            catch (ConversationsException fault) when (fault.IsTransient)
            {
                // The server is away; looked at again soon.
            }
            await Task.Delay(50, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellation.IsCancellationRequested) return seen;
        }
    }

    /// <summary>All that was said in a conversation.</summary>
    public static async Task<IReadOnlyList<Message>> Transcript(this IConversationsClient client, string id)
    {
        List<Message> all = [];
        for (long? after = 0; after is { } position;)
        {
            var page = await client.ReadMessages(id, position, 200);
            all.AddRange(page.Messages);
            after = page.Next;
        }
        return all;
    }
}
