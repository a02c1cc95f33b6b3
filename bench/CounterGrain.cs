namespace Conversations.Bench;

/// <summary>The grain that is measured.</summary>
[Alias("bench.counter.v1")]
public interface ICounterGrain : IGrainWithStringKey
{
    /// <summary>Adds after one await that is over already.</summary>
    [Alias("Add")]
    Task<long> Add(long by);

    /// <summary>Calls another counter that many times, one call after the other.</summary>
    [Alias("AddThrough")]
    Task<long> AddThrough(string other, int times);

    /// <summary>Adds after leaving the thread once.</summary>
    [Alias("AddLater")]
    Task<long> AddLater(long by);
}

internal sealed class CounterGrain : Grain, ICounterGrain
{
    private static readonly Task Done = Task.CompletedTask;
    private long _sum;

    public async Task<long> Add(long by)
    {
        await Done;
        return _sum += by;
    }

    public async Task<long> AddThrough(string other, int times)
    {
        var counter = GrainFactory.GetGrain<ICounterGrain>(other);
        for (var i = 0; i < times; i++)
            _sum += await counter.Add(1);
        return _sum;
    }

    public async Task<long> AddLater(long by)
    {
        await Task.Yield();
        return _sum += by;
    }
}
