namespace Conversations.Embedded;

/// <summary>A call without a result. Generated code derives one class per method, with a field per argument.</summary>
public abstract class Request(GrainMethod method) : GrainCall(method)
{
    private TaskCompletionSource? _answer;

    // No RunContinuationsAsynchronously: Task.WhenAll would then hop to the thread pool, out of the turn scheduler. Awaits of
    // the caller go to the caller's own context either way, because an activation is current wherever a call is settled.
    internal Task Answer => (_answer ??= new()).Task;

    /// <summary>Calls the method.</summary>
    protected abstract Task Call(object target);

    internal override Task Start(object target)
    {
        try
        {
            return Call(target) ?? Task.FromException(Turn.NullTask(Method));
        }
        catch (Exception error)
        {
            return Task.FromException(error);
        }
    }

    internal override void Settle(Task outcome) => _answer?.TrySetFromTask(outcome);
    internal override bool Fail(Exception error) => _answer?.TrySetException(error) ?? false;
    internal override object? ResultOf(Task outcome) => null;
    internal override Task Through(FilteredCall filters) => filters.Invoke();
    internal override Task SendBy(EmbeddedReference reference) => reference.Direct(this);

    internal override GrainCall Again()
    {
        var again = (Request)base.Again();
        again._answer = null;
        return again;
    }
}

/// <summary>A call with a result.</summary>
public abstract class Request<T>(GrainMethod method) : GrainCall(method)
{
    private TaskCompletionSource<T>? _answer;

    internal Task<T> Answer => (_answer ??= new()).Task;

    /// <summary>Calls the method.</summary>
    protected abstract Task<T> Call(object target);

    internal override Task Start(object target)
    {
        try
        {
            return Call(target) ?? Task.FromException<T>(Turn.NullTask(Method));
        }
        catch (Exception error)
        {
            return Task.FromException<T>(error);
        }
    }

    internal override void Settle(Task outcome) => _answer?.TrySetFromTask((Task<T>)outcome);
    internal override bool Fail(Exception error) => _answer?.TrySetException(error) ?? false;
    internal override object? ResultOf(Task outcome) => ((Task<T>)outcome).GetAwaiter().GetResult();
    internal override Task SendBy(EmbeddedReference reference) => reference.Direct(this);

    internal override Task Through(FilteredCall filters)
    {
        var running = filters.Invoke();
        return filters.IsOutcome(running) ? running : ResultOf(running, filters);
    }

    private static async Task<T> ResultOf(Task running, FilteredCall filters)
    {
        await running;
        return filters.Result is T result ? result : default!;
    }

    internal override GrainCall Again()
    {
        var again = (Request<T>)base.Again();
        again._answer = null;
        return again;
    }
}

/// <summary>A call that began on the thread of its caller and did not end at once.</summary>
internal sealed class StartedCall(GrainMethod method) : Request(method)
{
    protected override Task Call(object target) => Task.CompletedTask;
}

/// <inheritdoc cref="StartedCall" />
internal sealed class StartedCall<T>(GrainMethod method) : Request<T>(method)
{
    protected override Task<T> Call(object target) => Task.FromResult(default(T)!);
}
