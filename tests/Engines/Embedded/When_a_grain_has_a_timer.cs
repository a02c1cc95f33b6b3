namespace Conversations.Tests.Engines.Embedded;

public interface ITimed : IGrainWithStringKey
{
    Task Set(List<string> log, GrainTimerCreationOptions options, Func<Task>? tick = null);
    Task Change(TimeSpan due, TimeSpan period);
    Task Cancel();
    Task Hold(Task until);
    Task End();
    Task Touch();
}

internal sealed class TimedGrain(TimeProvider time) : Grain, ITimed
{
    private readonly DateTimeOffset _began = time.GetUtcNow();
    private IGrainTimer? _timer;

    public Task Set(List<string> log, GrainTimerCreationOptions options, Func<Task>? tick = null)
    {
        _timer = this.RegisterGrainTimer(async () =>
        {
            log.Add($"{(time.GetUtcNow() - _began).TotalSeconds}");
            await (tick?.Invoke() ?? Task.CompletedTask);
        }, options);
        return Task.CompletedTask;
    }

    public Task Change(TimeSpan due, TimeSpan period)
    {
        _timer!.Change(due, period);
        return Task.CompletedTask;
    }

    public Task Cancel()
    {
        _timer!.Dispose();
        return Task.CompletedTask;
    }

    public Task Hold(Task until) => until;
    public Task Touch() => Task.CompletedTask;

    public Task End()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}

public class When_a_grain_has_a_timer
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly Stage _stage = new();
    private readonly List<string> _log = [];

    private ITimed Grain => _stage.Grain<ITimed>();

    [Fact]
    public void it_ticks_when_due_and_then_in_its_period()
    {
        Set(new(2 * Second, Second));
        _stage.Advance(2 * Second - TimeSpan.FromTicks(1));
        Assert.Empty(_log);
        _stage.Advance(2 * Second + TimeSpan.FromTicks(1));
        Assert.Equal(["2", "3", "4"], _log);
    }

    [Fact]
    public void it_ticks_once_without_a_period()
    {
        Set(new(Second, Timeout.InfiniteTimeSpan));
        _stage.Advance(10 * Second);
        Assert.Equal(["1"], _log);
    }

    [Fact]
    public void it_ticks_at_once_with_no_wait()
    {
        Set(new(TimeSpan.Zero, Timeout.InfiniteTimeSpan));
        _stage.Advance(TimeSpan.Zero);
        Assert.Equal(["0"], _log);
    }

    [Fact]
    public void it_waits_for_a_call_that_runs()
    {
        var gate = new TaskCompletionSource();
        Set(new(Second, Second));
        _stage.Begin(() => Grain.Hold(gate.Task));
        _stage.Advance(5 * Second);
        Assert.Empty(_log);
        _stage.Open(gate);
        Assert.Equal(["5"], _log);
        _stage.Advance(Second);
        Assert.Equal(["5", "6"], _log);
    }

    [Fact]
    public void it_does_not_wait_when_it_may_interleave()
    {
        Set(new(Second, Second) { Interleave = true });
        _stage.Begin(() => Grain.Hold(new TaskCompletionSource().Task));
        _stage.Advance(2 * Second);
        Assert.Equal(["1", "2"], _log);
    }

    [Fact]
    public void calls_wait_for_a_tick_that_runs_and_ticks_never_overlap()
    {
        var gate = new TaskCompletionSource();
        Set(new(Second, Second), () => gate.Task);
        _stage.Advance(5 * Second);
        var touch = _stage.Begin(() => Grain.Touch());
        Assert.Equal(["1"], _log);
        Assert.False(touch.IsCompleted);
        _stage.Open(gate);
        Assert.True(touch.IsCompleted);
        _stage.Advance(Second);
        Assert.Equal(["1", "6"], _log);
    }

    [Fact]
    public void a_change_sets_it_anew()
    {
        Set(new(10 * Second, Second));
        _stage.Do(() => Grain.Change(3 * Second, Timeout.InfiniteTimeSpan));
        _stage.Advance(20 * Second);
        Assert.Equal(["3"], _log);
    }

    [Fact]
    public void a_change_inside_of_a_tick_counts_from_its_end()
    {
        var gate = new TaskCompletionSource();
        ITimed grain = Grain;
        Set(new(Second, Second) { Interleave = true }, () => gate.Task);
        _stage.Advance(Second);
        _stage.Scheduler.Start(() => grain.Change(4 * Second, Timeout.InfiniteTimeSpan));
        _stage.Advance(Second);
        _stage.Open(gate);
        _stage.Advance(10 * Second);
        Assert.Equal(["1", "6"], _log);
    }

    [Fact]
    public void it_goes_on_after_an_exception()
    {
        Set(new(Second, Second), () => throw new InvalidDataException());
        _stage.Advance(3 * Second);
        Assert.Equal(["1", "2", "3"], _log);
    }

    [Fact]
    public void it_ends_when_it_is_disposed()
    {
        Set(new(Second, Second));
        _stage.Advance(Second);
        _stage.Do(() => Grain.Cancel());
        _stage.Advance(10 * Second);
        Assert.Equal(["1"], _log);
    }

    [Fact]
    public void it_ends_with_its_activation_and_does_not_wake_a_new_one()
    {
        Set(new(Second, Second));
        _stage.Advance(Second);
        _stage.Do(() => Grain.End());
        _stage.Advance(10 * Second);
        Assert.Equal(["1"], _log);
        Assert.Equal(0, _stage.Engine.ActivationCount);
    }

    [Theory, InlineData(true, 1), InlineData(false, 0)]
    public void it_keeps_its_activation_only_when_asked(bool keepAlive, int left)
    {
        Set(new(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5)) { KeepAlive = keepAlive });
        _stage.Advance(TimeSpan.FromHours(1));
        Assert.Equal(left, _stage.Engine.ActivationCount);
    }

    [Fact]
    public void it_is_refused_when_it_waits_for_longer_than_timers_can() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Set(new(TimeSpan.FromDays(60), Second)));

    private void Set(GrainTimerCreationOptions options, Func<Task>? tick = null) => _stage.Do(() => Grain.Set(_log, options, tick));
}
