using Conversations.Client;

namespace Conversations.Cli.Chat;

/// <summary>What a conversation's events say about whether the bot still has something to say.</summary>
internal sealed class TurnWatch
{
    private readonly HashSet<long> _turns = [];
    private readonly HashSet<string> _received = [];

    /// <summary>How many events have been seen.</summary>
    public long Version { get; private set; }
    /// <summary>The last line that a consumer may see.</summary>
    public long LastPublicSeq { get; private set; }
    public bool Opened { get; private set; }
    public bool Closed { get; private set; }

    /// <summary>No turn is running, the answered ones and the late ones included.</summary>
    public bool IsAtRest => Opened && (_turns.Count == 0 || Closed);

    public bool HasReceived(string clientMessageId) => _received.Contains(clientMessageId);

    public void Apply(RecordedEvent recorded)
    {
        Version = recorded.Version;
        switch (recorded.Event)
        {
            case ConversationOpened:
                Opened = true;
                break;
            case TurnStarted started:
                _turns.Add(started.Turn);
                break;
            case TurnEnded ended:
                _turns.Remove(ended.Turn);
                break;
            case ConversationClosed:
                Closed = true;
                break;
            case MessagePublished { Message: var message }:
                LastPublicSeq = message.Audience == Audience.All ? message.Seq : LastPublicSeq;
                if (message.ClientMessageId is { } id)
                {
                    _received.Add(id);
                }
                break;
        }
    }
}
