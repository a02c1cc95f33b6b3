using Conversations.Embedded;

namespace Conversations.Tests.Engines.Embedded;

public interface IAdder : IGrainWithStringKey
{
    Task<int> Add(int by);
    ValueTask<int> AddAsValueTask(int by);
    Task AddNothing();
    ValueTask AddNothingAsValueTask();
    Task<int> AddAfter(Task wait, int by);
    Task<string> Key();
    Task<IReadOnlyList<string?>> Echo(params string?[] texts);
    Task<int> ThrowAtOnce();
    Task<int> ThrowLater(Task wait);
    ValueTask<int> ThrowAsValueTask();
    Task Wait(CancellationToken cancellation);
}

public interface INumbered : IGrainWithIntegerKey
{
    Task<long> Key();
}

internal sealed class AdderGrain : Grain, IAdder
{
    private int _sum;

    public Task<int> Add(int by) => Task.FromResult(_sum += by);
    public ValueTask<int> AddAsValueTask(int by) => new(_sum += by);
    public Task AddNothing() => Task.CompletedTask;
    public ValueTask AddNothingAsValueTask() => default;

    public async Task<int> AddAfter(Task wait, int by)
    {
        var before = _sum;
        await wait;
        return _sum = before + by;
    }

    public Task<string> Key() => Task.FromResult(this.GetPrimaryKeyString());
    public Task<IReadOnlyList<string?>> Echo(params string?[] texts) => Task.FromResult<IReadOnlyList<string?>>(texts);
    public Task<int> ThrowAtOnce() => throw new InvalidDataException("at once");

    public async Task<int> ThrowLater(Task wait)
    {
        await wait;
        throw new InvalidDataException("later");
    }

    public ValueTask<int> ThrowAsValueTask() => throw new InvalidDataException("value");
    public Task Wait(CancellationToken cancellation) => Task.Delay(Timeout.Infinite, cancellation);
}

internal sealed class NumberedGrain : Grain, INumbered
{
    public Task<long> Key() => Task.FromResult(this.GetPrimaryKeyLong());
}

public class When_a_grain_is_called
{
    private readonly EmbeddedEngine _engine = new();

    [Fact]
    public async Task its_result_comes_back()
    {
        var adder = _engine.GetGrain<IAdder>("a");
        Assert.Equal(1, await adder.Add(1));
        Assert.Equal(3, await adder.Add(2));
        Assert.Equal(6, await adder.AddAsValueTask(3));
        await adder.AddNothing();
        await adder.AddNothingAsValueTask();
        Assert.Equal(["x", null], await adder.Echo("x", null));
    }

    [Fact]
    public async Task it_knows_its_key()
    {
        Assert.Equal("a/b c", await _engine.GetGrain<IAdder>("a/b c").Key());
        Assert.Equal(-5, await _engine.GetGrain<INumbered>(-5).Key());
        Assert.Equal(long.MaxValue, await _engine.GetGrain<INumbered>(long.MaxValue).Key());
    }

    [Fact]
    public async Task all_references_with_its_key_mean_the_same_activation()
    {
        await _engine.GetGrain<IAdder>("a").Add(5);
        Assert.Equal(6, await _engine.GetGrain<IAdder>("a").Add(1));
        Assert.Equal(1, await _engine.GetGrain<IAdder>("b").Add(1));
        Assert.Equal(2, _engine.ActivationCount);
    }

    [Fact]
    public async Task its_exceptions_reach_the_caller()
    {
        var adder = _engine.GetGrain<IAdder>("a");
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal("at once", (await Assert.ThrowsAsync<InvalidDataException>(() => adder.ThrowAtOnce())).Message);
            Assert.Equal("value", (await Assert.ThrowsAsync<InvalidDataException>(async () => await adder.ThrowAsValueTask())).Message);
            var wait = new TaskCompletionSource();
            var later = adder.ThrowLater(wait.Task);
            wait.SetResult();
            Assert.Equal("later", (await Assert.ThrowsAsync<InvalidDataException>(() => later)).Message);
        }
        Assert.Equal(1, await adder.Add(1));
    }

    [Fact]
    public async Task a_cancelled_token_ends_the_wait_of_the_caller()
    {
        using var source = new CancellationTokenSource();
        var waiting = _engine.GetGrain<IAdder>("a").Wait(source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _engine.GetGrain<IAdder>("a").Wait(source.Token));
    }

    [Fact]
    public void a_key_of_nothing_is_refused() => Assert.Throws<ArgumentException>(() => _engine.GetGrain<IAdder>(" "));
}
