namespace Conversations.Tests.Engines.Embedded;

public class When_work_has_no_state
{
    private readonly Stage _stage = new();
    private readonly List<string> _log = [];

    [Fact]
    public void calls_run_side_by_side_up_to_the_limit()
    {
        var gate = new TaskCompletionSource();
        var worker = _stage.Grain<IWorker>();
        var calls = Enumerable.Range(1, 3).Select(i => _stage.Begin(() => worker.Hold(_log, $"{i}", gate.Task))).ToList();
        Assert.Equal(["1 begins", "2 begins"], _log);
        Assert.Equal(2, _stage.Engine.ActivationCount);
        _stage.Open(gate);
        Assert.All(calls, call => Assert.True(call.IsCompletedSuccessfully));
    }

    [Fact]
    public void one_activation_is_enough_while_calls_come_one_by_one()
    {
        for (var i = 0; i < 5; i++)
            _stage.Do(() => _stage.Grain<IWorker>().Answer());
        Assert.Equal(1, _stage.Engine.ActivationCount);
    }

    [Fact]
    public void a_limit_of_one_is_one_at_a_time()
    {
        var gate = new TaskCompletionSource();
        _stage.Begin(() => _stage.Grain<ILoneWorker>().Hold(_log, "1", gate.Task));
        _stage.Begin(() => _stage.Grain<ILoneWorker>().Hold(_log, "2", gate.Task));
        Assert.Equal(["1 begins"], _log);
        _stage.Open(gate);
        Assert.Equal(4, _log.Count);
    }

    [Fact]
    public void idle_workers_are_collected()
    {
        _stage.Do(() => _stage.Grain<IWorker>().Answer());
        _stage.Advance(TimeSpan.FromMinutes(18));
        Assert.Equal(0, _stage.Engine.ActivationCount);
        Assert.Equal(42, _stage.Do(() => _stage.Grain<IWorker>().Answer()));
    }
}
