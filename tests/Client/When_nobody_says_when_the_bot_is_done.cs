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
        Assert.Equal(over, SpinWait.SpinUntil(() => wait.IsCompleted, over ? 10_000 : 0));
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
}
