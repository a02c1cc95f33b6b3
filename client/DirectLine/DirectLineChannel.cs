using Conversations.Cli.Chat;

namespace Conversations.Cli.DirectLine;

/// <summary>A conversation over Direct Line.</summary>
internal sealed class DirectLineChannel(DirectLineClient directLine, DirectLineConversation conversation, string user) : IChatChannel
{
    public string Conversation => conversation.Id;

    public Task Send(string text, string id, CancellationToken cancellation) => directLine.Send(conversation.Id, new Activity
    {
        Type = "message", From = new Account(user, null), Text = text, ChannelData = new ChannelData { ClientActivityId = id },
    }, cancellation);

    public IAsyncEnumerable<FeedItem> Feed(CancellationToken cancellation) => new ActivityFeed(directLine, conversation).Run(cancellation);
}
