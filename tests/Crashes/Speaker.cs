using System.Collections.Concurrent;
using Conversations.Client;

namespace Conversations.Tests.Crashes;

/// <summary>What was sent, and where the server says it stands.</summary>
internal sealed record Sent(string Conversation, string Text, string ClientMessageId, long Seq);

/// <summary>Somebody who sends a message again, under the same id, until it is acknowledged.</summary>
internal sealed class Speaker(IConversationsClient client, Participant self)
{
    private int _count;

    public ConcurrentQueue<Sent> Acknowledged { get; } = [];

    public async Task<long> Say(string conversation, string text, Audience audience, CancellationToken cancellation)
    {
        var message = new NewMessage { From = self, Text = text, Audience = audience, ClientMessageId = $"{self.Id}-{_count++}" };
        while (true)
        {
            try
            {
                var seq = (await client.Publish(conversation, message, cancellation)).Seq;
                Acknowledged.Enqueue(new(conversation, text, message.ClientMessageId, seq));
                return seq;
            }
            catch (ConversationsException e) when (e.IsTransient)
            {
                // The server is away for longer than the client has patience.
            }
        }
    }
}
