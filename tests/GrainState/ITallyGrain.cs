using Orleans.Core;
using Orleans.Storage;

namespace Conversations.Tests.GrainStates;

/// <summary>Counts, and keeps the count.</summary>
[Alias("tests.tally.v1")]
public interface ITallyGrain : IGrainWithStringKey
{
    Task<int> Add(int by);

    /// <summary>What was there when this activation began.</summary>
    Task<int> Began();

    Task<bool> Exists();

    Task Clear();

    /// <summary>Writes what another activation may have overwritten, and says whether that was noticed.</summary>
    Task<bool> AddAndCatch(int by);

    /// <summary>Takes what is stored now.</summary>
    Task<int> Reload();

    Task<int> Other();
}

internal sealed class TallyGrain(
    [PersistentState("tally")] IPersistentState<Tally> tally, [PersistentState("other", "Default")] IPersistentState<Tally> other) : Grain, ITallyGrain
{
    private int _began;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _began = tally.State.Count;
        return Task.CompletedTask;
    }

    public async Task<int> Add(int by)
    {
        tally.State = tally.State with { Count = tally.State.Count + by };
        await tally.WriteStateAsync();
        return tally.State.Count;
    }

    public Task<int> Began() => Task.FromResult(_began);

    public Task<bool> Exists() => Task.FromResult(tally.RecordExists);

    public Task Clear() => ((IStorage)tally).ClearStateAsync();

    public async Task<bool> AddAndCatch(int by)
    {
        try
        {
            await Add(by);
            return false;
        }
        catch (InconsistentStateException)
        {
            return true;
        }
    }

    public async Task<int> Reload()
    {
        await tally.ReadStateAsync();
        return tally.State.Count;
    }

    public async Task<int> Other()
    {
        other.State = other.State with { Count = other.State.Count + 1000 };
        await other.WriteStateAsync();
        return other.State.Count + tally.State.Count;
    }
}
