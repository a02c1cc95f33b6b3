using Conversations.Client;
using Conversations.Client.Grains;
using Conversations.Tests.Time;

namespace Conversations.Tests.Client;

public class When_a_grain_can_not_be_reached
{
    private readonly VirtualTime _time = new();
    private readonly ClusterChanges _cluster = new();
    private int _asked;

    [Fact]
    public async Task it_is_asked_again_until_another_silo_has_it()
    {
        var start = _time.GetUtcNow();
        var answer = Calls.Ask(() => Asked(() => _time.GetUtcNow() - start > TimeSpan.FromSeconds(8) ? Task.FromResult("here") : Elsewhere()), Token);
        Assert.Equal("here", await Played(answer));
    }

    [Fact]
    public async Task after_fifteen_seconds_the_caller_is_told()
    {
        var start = _time.GetUtcNow();
        var failure = await Assert.ThrowsAsync<ConversationsException>(() => Played(Calls.Ask(() => Asked(Elsewhere), Token)));
        Assert.True(failure.IsTransient);
        Assert.InRange(_time.GetUtcNow() - start, TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(16));
    }

    [Fact]
    public async Task a_time_out_is_repeated_four_times_in_all_and_leaves_the_outcome_unknown()
    {
        var failure = await Assert.ThrowsAsync<ConversationsException>(() => Played(Calls.Ask(() => Asked(async () =>
        {
            await Task.Delay(TimeSpan.FromSeconds(30), _time);
            return await Task.FromException<string>(new TimeoutException("no answer"));
        }), Token)));
        Assert.Equal((ClientErrorCodes.TimedOut, true, 4), (failure.Code, failure.OutcomeUnknown, _asked));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task what_waits_for_an_answer_is_asked_again_when_a_silo_or_a_gateway_goes(bool gateway)
    {
        var lost = new TaskCompletionSource<string>();
        var answer = Calls.Ask(() => Asked(() => _asked is 1 ? lost.Task : Task.FromResult("again")), Token);
        Assert.Equal(1, _asked);
        if (gateway)
        {
            _cluster.GatewayLost();
        }
        else
        {
            _cluster.SiloLeft();
        }
        Assert.Equal("again", await answer.WaitAsync(TimeSpan.FromSeconds(30), Token));
        lost.SetException(new TimeoutException("nobody waits for this any more"));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private GrainCalls Calls => new(_cluster, _time);

    private Task<string> Asked(Func<Task<string>> answer)
    {
        _asked++;
        return answer();
    }

    private static Task<string> Elsewhere() => Task.FromException<string>(new VersionConflictException("another silo has it"));

    // From one wait to the next; the clock stands still while anything runs.
    private async Task<T> Played<T>(Task<T> task)
    {
        while (!task.IsCompleted)
        {
            if (_time.Next is { } due)
            {
                _time.AdvanceTo(due);
            }
            await Task.Yield();
        }
        return await task;
    }
}
