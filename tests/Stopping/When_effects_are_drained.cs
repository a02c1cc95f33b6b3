using Conversations.Effects;

namespace Conversations.Tests.Stopping;

public sealed class When_effects_are_drained : IDisposable
{
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
        Assert.True(_effects.TryBegin());
        Assert.True(_effects.TryBegin());
        var drained = _effects.Drain(CancellationToken.None);
        Assert.False(_effects.TryBegin());
        _effects.End();
        Assert.False(drained.IsCompleted);
        Assert.False(_effects.GivenUp.IsCancellationRequested);
        _effects.End();
        Assert.Equal(0, await drained);
    }

    [Fact]
    public async Task those_that_take_too_long_are_given_up()
    {
        using var limit = new CancellationTokenSource();
        Assert.True(_effects.TryBegin());
        var drained = _effects.Drain(limit.Token);
        await limit.CancelAsync();
        Assert.Equal(1, await drained);
        Assert.True(_effects.GivenUp.IsCancellationRequested);
        _effects.End();
    }
}
