using Conversations.Cli.DirectLine;
using Conversations.Client;

namespace Conversations.Cli.Chat;

/// <summary>A chat: lines go out, activities come in, until the input or the conversation ends.</summary>
internal sealed class ChatSession(IChatChannel channel, IChatScreen screen, TimeProvider time)
{
    private static readonly TimeSpan EndOnItsWay = TimeSpan.FromSeconds(2);

    private readonly Quiet _quiet = new(time);
    private readonly ChatTranscript _transcript = new(screen);

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
            await await Task.WhenAny([talk, _transcript.Ended, .. sides]);
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
        catch (ConversationsException e) when (IsDispensable(e))
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
            await Task.WhenAny(_transcript.Ended, Task.Delay(EndOnItsWay, time, cancellation));
            if (!_transcript.Ended.IsCompleted)
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
                    _transcript.Show(activity);
                    _quiet.Shown(activity.Seq, activity.ChannelData?.ClientActivityId);
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
                _transcript.Tell(recorded.Event);
            }
        }
        catch (ConversationsException e) when (IsDispensable(e))
        {
            _quiet.WithoutEvents();
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellation);
        }
    }

    // The chat itself goes on over its own connection; where nobody asked for the insight, a key that is refused is no fault either.
    private bool IsDispensable(ConversationsException e) =>
        e.IsTransient || (InsightIsOptional && e.Code is ClientErrorCodes.Unauthorized or ClientErrorCodes.Forbidden);
}
