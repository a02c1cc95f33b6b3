using Conversations.Embedded;
using Conversations.Tests.Time;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Conversations.Tests.Engines.Embedded;

public interface IReminded : IGrainWithStringKey
{
    Task Register(string name, TimeSpan due, TimeSpan period);
    Task Unregister(string name);
    Task<int> Registered();
}

internal sealed class RemindedGrain(TimeProvider time, LifeLog log) : Grain, IReminded, IRemindable
{
    public Task Register(string name, TimeSpan due, TimeSpan period) => this.RegisterOrUpdateReminder(name, due, period);
    public async Task Unregister(string name) => await this.UnregisterReminder((await this.GetReminder(name))!);
    public async Task<int> Registered() => (await this.GetReminders()).Count;

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        Assert.Equal(time.GetUtcNow().UtcDateTime, status.CurrentTickTime);
        log.Lines.Add($"{this.GetPrimaryKeyString()} {reminderName} {time.GetUtcNow():HH:mm}");
        return log.ActivationError is null ? Task.CompletedTask : throw log.ActivationError;
    }
}

public class When_a_grain_has_reminders
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly LifeLog _log = new();
    private readonly VirtualTime _time = new();
    private readonly InMemoryReminderTable _table = new();
    private Stage _stage;

    public When_a_grain_has_reminders() => _stage = NewEngine();

    [Fact]
    public void they_tick_when_due_and_then_in_their_period_and_wake_the_grain()
    {
        _stage.Do(() => _stage.Grain<IReminded>("k").Register("r", 5 * Minute, 20 * Minute));
        _stage.Advance(50 * Minute);
        Assert.Equal(["k r 09:05", "k r 09:25", "k r 09:45"], _log.Lines);
    }

    [Fact]
    public void they_go_on_in_the_next_process_without_the_ticks_missed_meanwhile()
    {
        _stage.Do(() => _stage.Grain<IReminded>("k").Register("r", 5 * Minute, 10 * Minute));
        _stage.Engine.Crash();
        _time.Advance(32 * Minute);
        Assert.Empty(_log.Lines);
        _stage = NewEngine();
        _stage.Advance(15 * Minute);
        Assert.Equal(["k r 09:35", "k r 09:45"], _log.Lines);
    }

    [Fact]
    public void they_are_silent_after_a_stop()
    {
        _stage.Do(() => _stage.Grain<IReminded>("k").Register("r", Minute, Minute));
        _stage.Do(() => _stage.Engine.StopAsync());
        _stage.Advance(5 * Minute);
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public void a_second_registration_replaces_the_first()
    {
        _stage.Do(() => _stage.Grain<IReminded>("k").Register("r", Minute, Minute));
        _stage.Do(() => _stage.Grain<IReminded>("k").Register("r", 3 * Minute, 5 * Minute));
        _stage.Advance(10 * Minute);
        Assert.Equal(["k r 09:03", "k r 09:08"], _log.Lines);
        Assert.Equal(1, _stage.Do(() => _stage.Grain<IReminded>("k").Registered()));
    }

    [Fact]
    public void they_end_when_unregistered()
    {
        _stage.Do(() => _stage.Grain<IReminded>("k").Register("r", Minute, Minute));
        _stage.Advance(Minute);
        _stage.Do(() => _stage.Grain<IReminded>("k").Unregister("r"));
        _stage.Advance(5 * Minute);
        Assert.Equal(["k r 09:01"], _log.Lines);
        Assert.Equal(0, _stage.Do(() => _stage.Grain<IReminded>("k").Registered()));
    }

    [Fact]
    public void they_go_on_after_an_exception()
    {
        _log.ActivationError = new InvalidDataException();
        _stage.Do(() => _stage.Grain<IReminded>("k").Register("r", Minute, Minute));
        _stage.Advance(3 * Minute);
        Assert.Equal(3, _log.Lines.Count);
    }

    [Fact]
    public void a_period_below_a_minute_is_refused() => Assert.Throws<ArgumentException>(() =>
        _stage.Do(() => _stage.Grain<IReminded>("k").Register("r", Minute, Minute - TimeSpan.FromTicks(1))));

    [Fact]
    public void the_ring_of_the_table_is_whole()
    {
        _stage.Do(() => _stage.Grain<IReminded>("k").Register("r", Minute, Minute));
        Assert.Single(_table.ReadRows(0, 0).Result.Reminders);
        Assert.Single(_table.ReadRows(7, 7).Result.Reminders);
        var hash = GrainId.Create("reminded", "k").GetUniformHashCode();
        Assert.Single(_table.ReadRows(hash - 1, hash).Result.Reminders);
        Assert.Empty(_table.ReadRows(hash, hash + 1).Result.Reminders);
    }

    // Test vectors of XXH32 with seed 0, bytes in reverse order as Orleans reads them.
    [Theory, InlineData("", 0x055DCC02u), InlineData("a", 0x56740D55u), InlineData("abc", 0xFF53D132u)]
    public void ids_are_hashed_as_Orleans_does(string text, uint expected) =>
        Assert.Equal(expected, IdSpan.Create(text).GetUniformHashCode());

    private Stage NewEngine()
    {
        var stage = new Stage(time: _time, configure: o => o.ReminderTable = _table,
            services: new ServiceCollection().AddSingleton(_log).BuildServiceProvider());
        stage.Do(() => stage.Engine.StartAsync());
        return stage;
    }
}
