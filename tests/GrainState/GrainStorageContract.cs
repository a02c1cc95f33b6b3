using Conversations.Silo.Storage.GrainState;
using Conversations.Storage;
using Orleans.Storage;

namespace Conversations.Tests.GrainStates;

/// <summary>A state as this version knows it.</summary>
internal sealed record Tally : StoredState
{
    public int Count { get; init; }
    public Role Last { get; init; }
    public string? Note { get; init; }
}

/// <summary>The same state one version later.</summary>
internal sealed record LaterTally : StoredState
{
    public int Count { get; init; }
    public string? Color { get; init; }
}

/// <summary>What every storage of grain state must do. The tests of a database derive from it.</summary>
public abstract class GrainStorageContract
{
    private static readonly GrainId Ann = GrainId.Create("tally", "ann");
    private JsonGrainStorage Storage => new(Rows);

    private protected abstract IGrainStateRows Rows { get; }

    [Fact]
    public async Task what_was_never_written_reads_as_empty()
    {
        var state = await Read(Ann);
        Assert.Equal((0, null, false), (state.State!.Count, state.ETag, state.RecordExists));
    }

    [Fact]
    public async Task what_was_written_is_read_back()
    {
        var state = await Write(Ann, new Tally { Count = 7, Last = Role.Agent, Note = "größer" });
        Assert.True(state.RecordExists);
        var read = await Read(Ann);
        Assert.Equal((7, Role.Agent, "größer"), (read.State!.Count, read.State.Last, read.State.Note));
        Assert.Equal((state.ETag, true), (read.ETag, read.RecordExists));
    }

    [Fact]
    public async Task every_write_has_an_etag_of_its_own()
    {
        var state = await Write(Ann, new Tally { Count = 1 });
        var first = state.ETag;
        state.State = state.State! with { Count = 2 };
        await Storage.WriteStateAsync("tally", Ann, state);
        Assert.NotEqual(first, state.ETag);
        Assert.Equal(2, (await Read(Ann)).State!.Count);
    }

    [Fact]
    public async Task states_of_other_grains_and_names_are_apart()
    {
        await Write(Ann, new Tally { Count = 1 });
        await Write(GrainId.Create("tally", "bob"), new Tally { Count = 2 });
        await Storage.WriteStateAsync("other", Ann, new GrainState<Tally>(new() { Count = 3 }));
        Assert.Equal(1, (await Read(Ann)).State!.Count);
        Assert.Equal(2, (await Read(GrainId.Create("tally", "bob"))).State!.Count);
        Assert.Equal(3, (await Read(Ann, "other")).State!.Count);
    }

    [Fact]
    public async Task the_second_of_two_that_know_the_same_state_is_refused()
    {
        await Write(Ann, new Tally { Count = 1 });
        var (mine, yours) = (await Read(Ann), await Read(Ann));
        mine.State = new() { Count = 2 };
        await Storage.WriteStateAsync("tally", Ann, mine);
        yours.State = new() { Count = 3 };
        var known = yours.ETag;
        var refused = await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.WriteStateAsync("tally", Ann, yours));
        Assert.Equal((mine.ETag, known, known), (refused.StoredEtag, refused.CurrentEtag, yours.ETag));
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.ClearStateAsync("tally", Ann, yours));
        Assert.Equal(2, (await Read(Ann)).State!.Count);
    }

    [Fact]
    public async Task who_knows_of_no_state_can_not_overwrite_one()
    {
        await Write(Ann, new Tally { Count = 1 });
        await Assert.ThrowsAsync<InconsistentStateException>(() => Write(Ann, new Tally { Count = 2 }));
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.ClearStateAsync("tally", Ann, new GrainState<Tally>(new())));
        Assert.Equal(1, (await Read(Ann)).State!.Count);
    }

    [Fact]
    public async Task a_cleared_state_is_empty_and_can_be_written_again()
    {
        var state = await Write(Ann, new Tally { Count = 1 });
        await Storage.ClearStateAsync("tally", Ann, state);
        Assert.Equal((0, false), (state.State!.Count, state.RecordExists));
        Assert.Equal((0, false), ((await Read(Ann)).State!.Count, (await Read(Ann)).RecordExists));
        state.State = new() { Count = 5 };
        await Storage.WriteStateAsync("tally", Ann, state);
        Assert.Equal((5, true), ((await Read(Ann)).State!.Count, (await Read(Ann)).RecordExists));
    }

    [Fact]
    public async Task who_knows_the_state_from_before_it_was_cleared_can_not_write_after_it()
    {
        var old = await Write(Ann, new Tally { Count = 1 });
        var state = await Read(Ann);
        await Storage.ClearStateAsync("tally", Ann, state);
        state.State = new() { Count = 2 };
        await Storage.WriteStateAsync("tally", Ann, state);
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.WriteStateAsync("tally", Ann, old));
    }

    [Fact]
    public async Task of_many_that_write_at_once_one_wins()
    {
        await Write(Ann, new Tally { Count = 1 });
        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i => (Number: i, State: await Read(Ann))));
        var outcomes = await Task.WhenAll(all.Select(one => Task.Run(async () =>
        {
            one.State.State = new() { Count = 100 + one.Number };
            try
            {
                await Storage.WriteStateAsync("tally", Ann, one.State);
                return one.Number;
            }
            catch (InconsistentStateException)
            {
                return -1;
            }
        })));
        var winner = Assert.Single(outcomes, o => o >= 0);
        Assert.Equal(100 + winner, (await Read(Ann)).State!.Count);
    }

    [Fact]
    public async Task an_older_server_keeps_what_a_newer_one_wrote()
    {
        await Storage.WriteStateAsync("tally", Ann, new GrainState<LaterTally>(new() { Count = 1, Color = "red" }));
        var older = await Read(Ann);
        older.State = older.State! with { Count = 2 };
        await Storage.WriteStateAsync("tally", Ann, older);
        var newer = new GrainState<LaterTally>();
        await Storage.ReadStateAsync("tally", Ann, newer);
        Assert.Equal((2, "red"), (newer.State!.Count, newer.State.Color));
    }

    [Fact]
    public async Task a_format_of_a_newer_server_is_an_error_that_names_it()
    {
        Assert.True(await Rows.Write(Ann.ToString(), "tally", 0, JsonGrainStorage.Format + 1, "{}"u8.ToArray()));
        var error = await Assert.ThrowsAsync<InvalidDataException>(() => Read(Ann));
        Assert.Contains("format 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_state_that_would_lose_what_it_does_not_know_is_refused()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Storage.WriteStateAsync("tally", Ann, new GrainState<Version>(new())));
        Assert.Contains(nameof(StoredState), error.Message, StringComparison.Ordinal);
    }

    private async Task<GrainState<Tally>> Read(GrainId grain, string name = "tally")
    {
        var state = new GrainState<Tally>();
        await Storage.ReadStateAsync(name, grain, state);
        return state;
    }

    private async Task<GrainState<Tally>> Write(GrainId grain, Tally tally)
    {
        var state = new GrainState<Tally>(tally);
        await Storage.WriteStateAsync("tally", grain, state);
        return state;
    }
}
