using System.Globalization;
using Orleans.Runtime;

namespace Conversations.Tests.Engines.Embedded;

public interface IFiltered : IGrainWithStringKey
{
    Task<int> Twice(int number);
    Task<string?> Said(string key);
    Task<string?> SaidThrough(string key, string other);
    Task<string?> SetAndLeave(string key);
}

internal sealed class FilteredGrain : Grain, IFiltered, IIncomingGrainCallFilter
{
    public Task<int> Twice(int number) => number < 0 ? throw new InvalidDataException() : Task.FromResult(number * 2);
    public Task<string?> Said(string key) => Task.FromResult((string?)RequestContext.Get(key));
    public Task<string?> SaidThrough(string key, string other) => GrainFactory.GetGrain<IFiltered>(other).Said(key);

    public Task<string?> SetAndLeave(string key)
    {
        RequestContext.Set(key, "set by the grain");
        return Task.FromResult((string?)RequestContext.Get(key));
    }

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        RequestContext.Set("own filter", context.MethodName);
        await context.Invoke();
    }
}

public interface IWhere : IGrainWithStringKey
{
    Task<int> Thread();
}

internal sealed class WhereGrain : Grain, IWhere
{
    public Task<int> Thread() => Task.FromResult(Environment.CurrentManagedThreadId);
}

public class When_calls_pass_filters
{
    [Fact]
    public void they_pass_in_order_outgoing_first_and_the_grain_last()
    {
        List<string> log = [];
        var stage = new Stage(configure: o =>
        {
            o.IncomingFilters.Add(new Incoming("in 1", log));
            o.IncomingFilters.Add(new Incoming("in 2", log));
            o.OutgoingFilters.Add(new Outgoing("out", log));
        });
        Assert.Equal(6, stage.Do(() => stage.Grain<IFiltered>().Twice(3)));
        Assert.Equal(["out Twice 3 -> filtered/a", "in 1 FilteredGrain.Twice", "in 2 FilteredGrain.Twice", "in 2 = 6", "in 1 = 6", "out = 6"], log);
        Assert.Equal("Said", stage.Do(() => stage.Grain<IFiltered>().Said("own filter")));
    }

    [Fact]
    public void they_can_change_the_result_and_see_exceptions()
    {
        List<string> log = [];
        var stage = new Stage(configure: o => o.IncomingFilters.Add(new Incoming("in", log) { Result = 99 }));
        Assert.Equal(99, stage.Do(() => stage.Grain<IFiltered>().Twice(3)));
        Assert.Throws<InvalidDataException>(() => stage.Do(() => stage.Grain<IFiltered>().Twice(-1)));
        Assert.Equal("in failed", log[^1]);
    }

    [Fact]
    public void an_outgoing_filter_can_repeat_a_call()
    {
        var tries = 0;
        var stage = new Stage(configure: o =>
        {
            o.OutgoingFilters.Add(new Retry());
            o.IncomingFilters.Add(new FailOnce(() => ++tries == 1));
        });
        Assert.Equal(4, stage.Do(() => stage.Grain<IFiltered>().Twice(2)));
        Assert.Equal(2, tries);
    }

    [Theory, InlineData(true, false), InlineData(false, true)]
    public void a_call_to_an_idle_grain_stays_on_the_thread_of_its_caller(bool incoming, bool outgoing)
    {
        var options = new Conversations.Embedded.EmbeddedEngineOptions();
        if (incoming) options.IncomingFilters.Add(new Incoming("in", []));
        if (outgoing) options.OutgoingFilters.Add(new Outgoing("out", []));
        var grain = new Conversations.Embedded.EmbeddedEngine(null, options).GetGrain<IWhere>("a");
        var stayed = 0;
        // A thread of its own, on which nothing is queued. The first call finds no grain, and its end may take the grain a moment.
        var caller = new Thread(() =>
        {
            for (var tries = 0; tries < 1_000; tries++)
                if (grain.Thread().GetAwaiter().GetResult() == Environment.CurrentManagedThreadId) stayed++;
        });
        caller.Start();
        caller.Join();
        Assert.InRange(stayed, 900, 1_000);
    }

    [Fact]
    public async Task a_call_that_waits_keeps_others_out_until_it_is_over()
    {
        var options = new Conversations.Embedded.EmbeddedEngineOptions();
        options.IncomingFilters.Add(new Incoming("in", []));
        var engine = new Conversations.Embedded.EmbeddedEngine(null, options);
        var grain = engine.GetGrain<IScripted>("a");
        await grain.Answer();
        var gate = new TaskCompletionSource();
        List<string> log = [];
        var first = grain.Hold(log, "first", gate.Task);
        var second = grain.Hold(log, "second", Task.CompletedTask);
        // These came later, and are over.
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() => engine.GetGrain<IScripted>($"{i}").Answer())));
        Assert.Equal(["first begins"], log);
        gate.SetResult();
        await Task.WhenAll(first, second);
        Assert.Equal(["first begins", "first ends", "second begins", "second ends"], log);
    }

    private sealed class Incoming(string name, List<string> log) : IIncomingGrainCallFilter
    {
        public object? Result { get; init; }

        public async Task Invoke(IIncomingGrainCallContext context)
        {
            log.Add($"{name} {context.ImplementationMethod.DeclaringType!.Name}.{context.MethodName}");
            try
            {
                await context.Invoke();
                context.Result = Result ?? context.Result;
                log.Add($"{name} = {context.Result}");
            }
            catch (InvalidDataException)
            {
                log.Add($"{name} failed");
                throw;
            }
        }
    }

    private sealed class Outgoing(string name, List<string> log) : IOutgoingGrainCallFilter
    {
        public async Task Invoke(IOutgoingGrainCallContext context)
        {
            if (context.MethodName != nameof(IFiltered.Twice))
            {
                await context.Invoke();
                return;
            }
            var argument = ((int)context.Request.GetArgument(0)!).ToString(CultureInfo.InvariantCulture);
            log.Add($"{name} {context.InterfaceMethod.Name} {argument} -> {context.TargetId}");
            await context.Invoke();
            log.Add($"{name} = {context.Result}");
        }
    }

    private sealed class Retry : IOutgoingGrainCallFilter
    {
        public async Task Invoke(IOutgoingGrainCallContext context)
        {
            try
            {
                await context.Invoke();
            }
            catch (InvalidDataException)
            {
                await context.Invoke();
            }
        }
    }

    private sealed class FailOnce(Func<bool> fail) : IIncomingGrainCallFilter
    {
        public Task Invoke(IIncomingGrainCallContext context) => fail() ? throw new InvalidDataException() : context.Invoke();
    }
}

public class When_values_are_in_the_request_context
{
    private readonly Stage _stage = new();

    [Fact]
    public void they_go_along_calls_and_further() => _stage.Do(async () =>
    {
        RequestContext.Set("trace", "t1");
        Assert.Equal("t1", await _stage.Grain<IFiltered>("a").Said("trace"));
        Assert.Equal("t1", await _stage.Grain<IFiltered>("a").SaidThrough("trace", "b"));
        RequestContext.Clear();
        Assert.Null(await _stage.Grain<IFiltered>("a").Said("trace"));
    });

    [Theory, InlineData(true), InlineData(false)]
    public async Task they_do_not_come_back(bool inline)
    {
        var engine = new Conversations.Embedded.EmbeddedEngine(null, new() { RunCallsInline = inline });
        var grain = engine.GetGrain<IPlainContext>("a");
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("set by the grain", await grain.SetAndLeave("x"));
            Assert.Null(RequestContext.Get("x"));
        }
    }
}

public interface IPlainContext : IGrainWithStringKey
{
    Task<string?> SetAndLeave(string key);
}

internal sealed class PlainContextGrain : Grain, IPlainContext
{
    public Task<string?> SetAndLeave(string key)
    {
        RequestContext.Set(key, "set by the grain");
        return Task.FromResult((string?)RequestContext.Get(key));
    }
}
