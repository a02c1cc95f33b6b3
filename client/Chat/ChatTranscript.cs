using Conversations.Cli.DirectLine;
using Conversations.Cli.Terminal;

namespace Conversations.Cli.Chat;

/// <summary>What a chat's screen shows of the activities that the channel brings, and of the events, which say more.</summary>
internal sealed class ChatTranscript(IChatScreen screen)
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly LineNotes _notes = new(screen);
    private string? _bot;

    /// <summary>Set when the conversation has ended.</summary>
    public Task Ended => _ended.Task;

    public void Show(Activity activity)
    {
        switch (activity.Type)
        {
            case "typing" when activity.From?.Role != "user":
                _bot = activity.From?.Id ?? _bot;
                screen.Typing(Printable.Of(activity.From?.Name ?? activity.From?.Id ?? "bot"));
                break;
            case "endOfConversation":
                screen.Typing(null);
                screen.Note("the conversation has ended");
                _ended.TrySetResult();
                break;
            default:
                Say(activity);
                break;
        }
        _notes.Shown(activity.Seq);
    }

    public void Tell(ConversationEvent happened)
    {
        switch (happened)
        {
            case ConversationOpened { Bot: { } bot }:
                _bot = bot;
                break;
            case MessagePublished { Message: { Ignored: true } message }:
                _notes.Add(message.Seq, $"ignored: \"{Printable.Of(message.Text ?? "")}\" came while the bot was answering");
                break;
            case MessagePublished { Queued: true, Message: var message }:
                _notes.Add(message.Seq, $"waiting: \"{Printable.Of(message.Text ?? "")}\" is answered after the running turn");
                break;
            case Transferred transferred:
                screen.Note($"transferred to {transferred.SkillId}");
                break;
            case TurnEnded or TurnDetached:
                screen.Typing(null);
                break;
        }
    }

    private void Say(Activity activity)
    {
        if (ChatLine.Of(activity, _bot) is not { } line)
        {
            return;
        }
        // While a step works on, a line of it does not end the typing.
        if (line.Speaker != Speaker.You && activity.ChannelData is not { Proactive: true } and not { Automatic: true })
        {
            screen.Typing(null);
        }
        screen.Say(line);
    }
}
