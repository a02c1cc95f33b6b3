using System.Runtime.CompilerServices;

namespace Conversations.Client;

/// <summary>Messages out of events. The past is read as messages, so that a long conversation is not replayed for its last lines.</summary>
internal static class MessageWatch
{
    private const int PageSize = 200;

    public static async IAsyncEnumerable<Message> Watch(
        IConversationsClient client, string conversationId, long afterSeq, [EnumeratorCancellation] CancellationToken cancellation)
    {
        // What is published while the pages are read has a version above this one, so it is not missed; the position keeps it from coming twice.
        var view = await client.Read(conversationId, cancellation);
        var position = afterSeq;
        for (long? next = position; next is not null && position < view.LastSeq;)
        {
            var page = await client.ReadMessages(conversationId, position, PageSize, cancellation);
            foreach (var message in page.Messages)
            {
                yield return message;
                position = message.Seq;
            }
            next = page.Messages.IsEmpty ? null : page.Next;
        }
        await foreach (var recorded in client.WatchEvents(conversationId, view.Version, cancellation))
        {
            if (recorded.Event is MessagePublished { Message: var message } && message.Seq > position)
            {
                yield return message;
                position = message.Seq;
            }
        }
    }
}
