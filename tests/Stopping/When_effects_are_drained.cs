using Conversations.Effects;

namespace Conversations.Tests.Stopping;

public sealed class When_effects_are_drained : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);
    private readonly RunningEffects _effects = new();

    public void Dispose() => _effects.Dispose();

    [Fact]
    public async Task none_that_runs_is_waited_for_no_longer_than_it_runs()
    {
        Assert.Equal(0, await _effects.Drain(CancellationToken.None));
        Assert.True(_effects.GivenUp.IsCancellationRequested);
    }

    [Fact]
    public async Task those_that_run_may_end_and_no_more_begin()
    {
        Assert.True(_effects.TryBegin(Order("a"), Now));
        Assert.True(_effects.TryBegin(Order("b"), Now));
        var drained = _effects.Drain(CancellationToken.None);
        Assert.False(_effects.TryBegin(Order("c"), Now));
        _effects.End(Order("a"));
        Assert.False(drained.IsCompleted);
        // Whatever only waits for its next try goes at once.
        Assert.True(_effects.Stopping.IsCancellationRequested);
        Assert.False(_effects.GivenUp.IsCancellationRequested);
        _effects.End(Order("b"));
        Assert.Equal(0, await drained);
    }

    [Fact]
    public async Task those_that_take_too_long_are_given_up()
    {
        using var limit = new CancellationTokenSource();
        Assert.True(_effects.TryBegin(Order("a"), Now));
        var drained = _effects.Drain(limit.Token);
        await limit.CancelAsync();
        Assert.Equal(1, await drained);
        Assert.True(_effects.GivenUp.IsCancellationRequested);
        _effects.End(Order("a"));
    }

    [Fact]
    public void one_that_runs_is_not_begun_a_second_time_and_one_that_failed_rests()
    {
        Assert.True(_effects.TryBegin(Order("a"), Now));
        Assert.False(_effects.TryBegin(Order("a"), Now));
        _effects.Rest(Order("a"), Now.AddMinutes(1));
        _effects.End(Order("a"));
        Assert.False(_effects.TryBegin(Order("a"), Now.AddSeconds(59)));
        Assert.True(_effects.TryBegin(Order("a"), Now.AddSeconds(60)));
    }

    private static EffectOrder Order(string key) => new()
    {
        Conversation = "demo/c", Effect = new ChatInstanceMessage { Key = key, Turn = 1, StartedAt = Now, ChatInstanceId = "d", Text = "hello" },
    };
}
