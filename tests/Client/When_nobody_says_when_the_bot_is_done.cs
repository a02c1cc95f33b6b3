using Conversations.Cli.Chat;
using Conversations.Tests.Time;

namespace Conversations.Tests.Client;

public class When_nobody_says_when_the_bot_is_done
{
    private readonly VirtualTime _time = new();

    [Theory, InlineData(-1, false), InlineData(0, true)]
    public void six_seconds_of_silence_after_the_last_sound_mean_that_it_is(long ticks, bool over)
    {
        var quiet = new Quiet(_time);
        quiet.Sent("m1");
        quiet.Shown(1, "m1");
        var wait = quiet.Wait(CancellationToken.None);
        _time.Advance(TimeSpan.FromSeconds(6) + TimeSpan.FromTicks(ticks));
        // It waits for the clock as long as it is not over.
        Assert.Equal(over, _time.Next is null);
        Assert.True(!over || SpinWait.SpinUntil(() => wait.IsCompleted, 10_000));
    }

    [Fact]
    public void a_line_that_did_not_come_back_is_waited_for()
    {
        var quiet = new Quiet(_time);
        quiet.Sent("m1");
        var wait = quiet.Wait(CancellationToken.None);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.False(wait.IsCompleted);
    }

    [Fact]
    public async Task what_has_happened_and_was_not_seen_yet_is_waited_for()
    {
        var quiet = new Quiet(_time);
        quiet.WithEvents();
        quiet.Sent("m1");
        quiet.Shown(1, "m1");
        Seen(quiet, 1, new ConversationOpened { At = _time.GetUtcNow(), Consumer = new Consumer { Id = "ann" } });
        Seen(quiet, 2, new MessagePublished
        {
            At = _time.GetUtcNow(),
            Message = new Message { Seq = 1, From = new Participant { Id = "ann", Role = Role.Consumer }, Text = "hi", SentAt = _time.GetUtcNow(), ClientMessageId = "m1" },
        });
        await quiet.Wait(CancellationToken.None);
        Assert.True(quiet.Expect(3));
        var wait = quiet.Wait(CancellationToken.None);
        Seen(quiet, 3, new TurnStarted { At = _time.GetUtcNow(), Turn = 1, IgnoreUntil = _time.GetUtcNow() });
        Assert.False(wait.IsCompleted);
        Seen(quiet, 4, new TurnEnded { At = _time.GetUtcNow(), Turn = 1, Outcome = TurnOutcome.Answered });
        await wait.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.False(quiet.Expect(4));
    }

    private static void Seen(Quiet quiet, long version, ConversationEvent happened) =>
        quiet.Learn(() => quiet.Turns!.Apply(new Conversations.Client.RecordedEvent(version, happened)));
}
