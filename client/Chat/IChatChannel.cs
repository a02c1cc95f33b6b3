using Conversations.Cli.DirectLine;

namespace Conversations.Cli.Chat;

/// <summary>A consumer's way into one conversation.</summary>
internal interface IChatChannel
{
    /// <summary>The conversation's id.</summary>
    string Conversation { get; }

    /// <summary>Says something; kept once however often it is repeated under the same id.</summary>
    /// <exception cref="CliException">It could not be said.</exception>
    Task Send(string text, string id, CancellationToken cancellation);

    /// <summary>What the consumer gets to see, from the beginning, until it is cancelled.</summary>
    IAsyncEnumerable<FeedItem> Feed(CancellationToken cancellation);
}
