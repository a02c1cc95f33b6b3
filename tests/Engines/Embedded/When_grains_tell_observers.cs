using Conversations.Embedded;
using Orleans.Runtime;

namespace Conversations.Tests.Engines.Embedded;

public interface IListener : IGrainObserver
{
    void Heard(string text);
    Task HeardLater(string text);
}

public interface ISpeaker : IGrainWithStringKey
{
    Task Say(IListener listener, string text);
    Task SayAndWait(IListener listener, string text);
    Task<int> Subscribe(IListener listener);
}

internal sealed class SpeakerGrain : Grain, ISpeaker
{
    private readonly HashSet<IListener> _listeners = [];

    public Task Say(IListener listener, string text)
    {
        listener.Heard(text);
        return Task.CompletedTask;
    }

    public Task SayAndWait(IListener listener, string text) => listener.HeardLater(text);

    public Task<int> Subscribe(IListener listener)
    {
        _listeners.Add(listener);
        return Task.FromResult(_listeners.Count);
    }
}

public class When_grains_tell_observers
{
    private readonly Stage _stage = new();
    private readonly Listener _listener = new();
    private readonly IListener _reference;

    public When_grains_tell_observers() => _reference = _stage.Engine.CreateObjectReference<IListener>(_listener);

    private ISpeaker Speaker => _stage.Grain<ISpeaker>();

    [Fact]
    public void they_hear_in_order()
    {
        foreach (var text in new[] { "a", "b", "c" })
            _stage.Do(() => Speaker.Say(_reference, text));
        _stage.Do(() => Speaker.SayAndWait(_reference, "d"));
        Assert.Equal(["a", "b", "c", "d"], _listener.Texts);
    }

    [Fact]
    public void their_exceptions_do_not_reach_the_grain()
    {
        _listener.Error = new InvalidDataException();
        _stage.Do(() => Speaker.Say(_reference, "a"));
    }

    [Fact]
    public void a_grain_that_awaits_one_learns_of_its_exception_as_in_Orleans()
    {
        _listener.Error = new InvalidDataException();
        Assert.Throws<InvalidDataException>(() => _stage.Do(() => Speaker.SayAndWait(_reference, "a")));
    }

    [Fact]
    public async Task they_never_run_in_the_turn_of_the_grain()
    {
        // On the thread pool, where calls between grains do run on the thread of their caller.
        var engine = new EmbeddedEngine();
        var spoken = new TaskCompletionSource();
        var inTime = new TaskCompletionSource<bool>();
        _listener.Before = () => inTime.SetResult(spoken.Task.Wait(TimeSpan.FromSeconds(30)));
        await engine.GetGrain<ISpeaker>("a").Say(engine.CreateObjectReference<IListener>(_listener), "a");
        spoken.SetResult();
        Assert.True(await inTime.Task.WaitAsync(TimeSpan.FromSeconds(60)), "The grain's turn waited for its observer.");
    }

    [Fact]
    public void a_deleted_reference_is_silent()
    {
        _stage.Engine.DeleteObjectReference<IListener>(_reference);
        _stage.Do(() => Speaker.Say(_reference, "a"));
        Assert.Throws<ClientNotAvailableException>(() => _stage.Do(() => Speaker.SayAndWait(_reference, "b")));
        Assert.Empty(_listener.Texts);
    }

    [Fact]
    public void the_same_reference_is_known_again()
    {
        Assert.Equal(1, _stage.Do(() => Speaker.Subscribe(_reference)));
        Assert.Equal(1, _stage.Do(() => Speaker.Subscribe(_reference.AsReference<IListener>())));
        var other = _stage.Engine.CreateObjectReference<IListener>(_listener);
        Assert.Equal(2, _stage.Do(() => Speaker.Subscribe(other)));
    }

    [Fact]
    public void the_object_itself_is_no_reference() =>
        Assert.Throws<ArgumentException>(() => _stage.Engine.DeleteObjectReference<IListener>(_listener));

    private sealed class Listener : IListener
    {
        public List<string> Texts { get; } = [];
        public Exception? Error { get; set; }
        public Action? Before { get; set; }

        public void Heard(string text)
        {
            Before?.Invoke();
            if (Error is not null)
                throw Error;
            Texts.Add(text);
        }

        public Task HeardLater(string text)
        {
            Heard(text);
            return Task.CompletedTask;
        }
    }
}
