using Conversations.Cli.DirectLine;
using Conversations.Cli.Terminal;
using Conversations.Client;

namespace Conversations.Cli.Chat;

/// <summary>A chat: lines go out, activities come in, until the input or the conversation ends.</summary>
internal sealed class ChatSession(IChatChannel channel, IChatScreen screen, TimeProvider time)
{
    private static readonly TimeSpan EndOnItsWay = TimeSpan.FromSeconds(2);

    private readonly Quiet _quiet = new(time);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly LineNotes _notes = new(screen);
    private string? _bot;

    /// <summary>Each line waits until the one before is answered.</summary>
    public bool WaitForAnswers { get; init; }
    /// <summary>Sees what the channel does not tell; null when no key opens it.</summary>
    public IConversationsClient? Insight { get; init; }
    /// <summary>Nobody asked for the insight: where its key is refused, the chat goes on without.</summary>
    public bool InsightIsOptional { get; init; }

    public async Task Run(CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (Insight is not null)
        {
            _quiet.WithEvents();
        }
        Task[] sides = [Follow(ending.Token), Watch(ending.Token)];
        var talk = Talk(ending.Token);
        try
        {
            // A side that ends before the talk has failed; its exception ends the chat.
            await await Task.WhenAny([talk, _ended.Task, .. sides]);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            screen.Note("bye");
        }
        finally
        {
            await ending.CancelAsync();
            await Task.WhenAll([talk, .. sides]).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private async Task Talk(CancellationToken cancellation)
    {
        await foreach (var line in screen.Lines(cancellation))
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }
            if (WaitForAnswers)
            {
                await Answered(cancellation);
            }
            await Send(line, cancellation);
        }
        if (!screen.IsLive)
        {
            await Answered(cancellation);
        }
    }

    // Events come one by one: a line is there before the turn that it starts.
    private async Task Answered(CancellationToken cancellation)
    {
        await _quiet.Wait(cancellation);
        if (await Version(cancellation) is { } version && _quiet.Expect(version)) await _quiet.Wait(cancellation);
    }

    private async Task<long?> Version(CancellationToken cancellation)
    {
        try
        {
            return Insight is null ? null : (await Insight.Read(channel.Conversation, cancellation)).Version;
        }
        catch (ConversationsException e) when (e.IsTransient || (InsightIsOptional && IsRefused(e)))
        {
            // Then what the events say is all there is to know.
            return null;
        }
    }

    private async Task Send(string text, CancellationToken cancellation)
    {
        var id = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
        _quiet.Sent(id);
        try
        {
            await channel.Send(text, id, cancellation);
        }
        catch (CliException e) when (screen.IsLive && e.ExitCode != ExitCodes.Refused)
        {
            screen.Note($"not sent: \"{text}\". {e.Message}");
        }
        catch (CliException e) when (e.ExitCode == ExitCodes.Failed)
        {
            // What is said to a conversation that is just closing is refused; its end is on the way and ends the chat in order.
            await Task.WhenAny(_ended.Task, Task.Delay(EndOnItsWay, time, cancellation));
            if (!_ended.Task.IsCompleted)
            {
                throw;
            }
        }
    }

    private async Task Follow(CancellationToken cancellation)
    {
        var connected = true;
        await foreach (var item in channel.Feed(cancellation))
        {
            switch (item)
            {
                case ActivityItem { Activity: var activity }:
                    Show(activity);
                    break;
                case ConnectionLost when connected:
                    connected = false;
                    screen.Note("connection lost, reconnecting …");
                    break;
                case ConnectionBack when !connected:
                    connected = true;
                    screen.Note("connected again");
                    break;
            }
        }
    }

    private void Show(Activity activity)
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
                if (ChatLine.Of(activity, _bot) is { } line)
                {
                    // While a step works on, a line of it does not end the typing.
                    if (line.Speaker != Speaker.You && activity.ChannelData is not { Proactive: true } and not { Automatic: true })
                    {
                        screen.Typing(null);
                    }
                    screen.Say(line);
                }
                break;
        }
        _notes.Shown(activity.Seq);
        _quiet.Shown(activity.Seq, activity.ChannelData?.ClientActivityId);
    }

    private async Task Watch(CancellationToken cancellation)
    {
        if (Insight is null)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellation);
            return;
        }
        try
        {
            await foreach (var recorded in Insight.WatchEvents(channel.Conversation, 0, cancellation))
            {
                _quiet.Learn(() => _quiet.Turns?.Apply(recorded));
                Tell(recorded.Event);
            }
        }
        catch (ConversationsException e) when (e.IsTransient || (InsightIsOptional && IsRefused(e)))
        {
            // The chat itself goes on over its own connection.
            _quiet.WithoutEvents();
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellation);
        }
    }

    private static bool IsRefused(ConversationsException e) => e.Code is ClientErrorCodes.Unauthorized or ClientErrorCodes.Forbidden;

    private void Tell(ConversationEvent happened)
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
}
