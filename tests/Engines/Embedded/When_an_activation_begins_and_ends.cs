using Conversations.Embedded;
using Conversations.Tests.Time;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Conversations.Tests.Engines.Embedded;

/// <summary>What the grains of a test write to and read from.</summary>
public sealed class LifeLog
{
    public List<string> Lines { get; } = [];
    public Exception? ActivationError { get; set; }
    public Task Activation { get; set; } = Task.CompletedTask;
    public Task Deactivation { get; set; } = Task.CompletedTask;
}

public interface ILiving : IGrainWithStringKey
{
    Task<int> Count();
    Task End();
    Task EndDuring(Task until);
    Task Keep(TimeSpan time);
}

internal sealed class LivingGrain(LifeLog log) : Grain, ILiving, IDisposable
{
    private int _count;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        log.Lines.Add("activating");
        await log.Activation;
        if (log.ActivationError is { } error)
            throw error;
        log.Lines.Add("activated");
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        log.Lines.Add($"ending: {reason.ReasonCode}");
        await log.Deactivation;
    }

    public Task<int> Count() => Task.FromResult(++_count);

    public Task End()
    {
        DeactivateOnIdle();
        log.Lines.Add("still here");
        return Task.CompletedTask;
    }

    public async Task EndDuring(Task until)
    {
        DeactivateOnIdle();
        await until;
        log.Lines.Add("call ends");
    }

    public Task Keep(TimeSpan time)
    {
        DelayDeactivation(time);
        return Task.CompletedTask;
    }

    public void Dispose() => log.Lines.Add("disposed");
}

public class When_an_activation_begins_and_ends
{
    private readonly LifeLog _life = new();
    private readonly Stage _stage;

    public When_an_activation_begins_and_ends() =>
        _stage = new(services: new ServiceCollection().AddSingleton(_life).BuildServiceProvider());

    private ILiving Grain => _stage.Grain<ILiving>();

    [Fact]
    public void calls_wait_until_it_is_activated()
    {
        var gate = new TaskCompletionSource();
        _life.Activation = gate.Task;
        var call = _stage.Begin(() => Grain.Count());
        Assert.False(call.IsCompleted);
        _stage.Open(gate);
        Assert.True(call.IsCompletedSuccessfully);
        Assert.Equal(["activating", "activated"], _life.Lines);
    }

    [Fact]
    public void a_failed_activation_fails_the_calls_and_the_next_one_tries_again()
    {
        _life.ActivationError = new InvalidDataException("no state");
        Assert.Equal("no state", Assert.Throws<InvalidDataException>(() => _stage.Do(() => Grain.Count())).Message);
        Assert.Equal(0, _stage.Engine.ActivationCount);
        _life.ActivationError = null;
        Assert.Equal(1, _stage.Do(() => Grain.Count()));
    }

    [Fact]
    public void deactivate_on_idle_lets_the_call_end_first()
    {
        var gate = new TaskCompletionSource();
        _stage.Begin(() => Grain.EndDuring(gate.Task));
        Assert.Equal(["activating", "activated"], _life.Lines);
        _stage.Open(gate);
        Assert.Equal(["activating", "activated", "call ends", "ending: ApplicationRequested", "disposed"], _life.Lines);
    }

    [Fact]
    public void the_next_call_reaches_a_fresh_activation()
    {
        var grain = Grain;
        Assert.Equal(1, _stage.Do(() => grain.Count()));
        Assert.Equal(2, _stage.Do(() => grain.Count()));
        _stage.Do(() => grain.End());
        Assert.Equal(1, _stage.Do(() => grain.Count()));
    }

    [Fact]
    public void calls_that_come_during_deactivation_wait_for_its_end_and_reach_a_fresh_activation()
    {
        var gate = new TaskCompletionSource();
        _life.Deactivation = gate.Task;
        _stage.Do(() => Grain.Count());
        _stage.Begin(() => Grain.End());
        var late = _stage.Begin(() => Grain.Count());
        Assert.False(late.IsCompleted);
        Assert.DoesNotContain("disposed", _life.Lines);
        _stage.Open(gate);
        Assert.Equal(1, late.Result);
    }

    [Fact]
    public void it_is_collected_after_its_age_without_a_call_and_not_before()
    {
        _stage.Do(() => Grain.Count());
        _stage.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromTicks(1));
        Assert.Equal(1, _stage.Engine.ActivationCount);
        _stage.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(0, _stage.Engine.ActivationCount);
        Assert.Contains("ending: ActivationIdle", _life.Lines);
    }

    [Fact]
    public void a_call_begins_its_age_anew()
    {
        _stage.Do(() => Grain.Count());
        _stage.Advance(TimeSpan.FromMinutes(14));
        _stage.Do(() => Grain.Count());
        _stage.Advance(TimeSpan.FromMinutes(14));
        Assert.Equal(3, _stage.Do(() => Grain.Count()));
    }

    [Fact]
    public void it_can_put_its_collection_off()
    {
        _stage.Do(() => Grain.Keep(TimeSpan.FromHours(1)));
        _stage.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(1, _stage.Engine.ActivationCount);
        _stage.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(0, _stage.Engine.ActivationCount);
    }

    [Fact]
    public void a_class_can_have_an_age_of_its_own()
    {
        var stage = new Stage(services: new ServiceCollection().AddSingleton(_life).BuildServiceProvider(),
            configure: o => o.Collection.ClassSpecificCollectionAge[typeof(LivingGrain).FullName!] = TimeSpan.FromMinutes(2));
        stage.Do(() => stage.Grain<ILiving>().Count());
        stage.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(0, stage.Engine.ActivationCount);
    }

    [Fact]
    public void a_stop_ends_every_activation_and_then_refuses_calls()
    {
        _stage.Do(() => _stage.Grain<ILiving>("a").Count());
        _stage.Do(() => _stage.Grain<ILiving>("b").Count());
        _stage.Do(() => _stage.Engine.StopAsync());
        Assert.Equal(2, _life.Lines.Count(line => line == "ending: ShuttingDown"));
        Assert.Equal(2, _life.Lines.Count(line => line == "disposed"));
        Assert.Throws<SiloUnavailableException>(() => _stage.Do(() => Grain.Count()));
    }

    [Fact]
    public void nothing_is_left_on_the_clock_once_everything_is_collected()
    {
        _stage.Do(() => Grain.Count());
        _stage.Advance(TimeSpan.FromHours(1));
        Assert.Null(_stage.Time.Next);
    }

    [Fact]
    public async Task the_same_holds_on_the_thread_pool()
    {
        var engine = new EmbeddedEngine(new ServiceCollection().AddSingleton(_life).BuildServiceProvider(),
            new() { TimeProvider = new VirtualTime() });
        var grain = engine.GetGrain<ILiving>("a");
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(1, await grain.Count());
            Assert.Equal(2, await grain.Count());
            await grain.End();
        }
        await engine.StopAsync();
        Assert.Equal(100, _life.Lines.Count(line => line == "disposed"));
    }
}
