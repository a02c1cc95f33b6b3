using Conversations.Embedded;

namespace Conversations.Tests.Engines.Embedded;

/// <summary>Writes down when its calls begin and end.</summary>
public interface IScripted : IGrainWithStringKey
{
    Task Hold(List<string> log, string name, Task until);
    [ReadOnly] Task Read(List<string> log, string name, Task until);
    [AlwaysInterleave] Task Peek(List<string> log, string name, Task until);
    [OneWay] Task Fire(List<string> log, string name, Task until);
    [ResponseTimeout("00:02:00")] Task Linger(Task until);
    Task<int> CallBack(string other, bool allow);
    Task<int> CallBackTo(string first);
    Task<int> Answer();
    Task Block(string other);
    [AlwaysInterleave] Task<object> Instance();
}

public interface IReentrant : IScripted;

public interface IWorker : IScripted;

public interface ILoneWorker : IScripted;

internal abstract class Scripted : Grain, IScripted
{
    public Task Hold(List<string> log, string name, Task until) => Run(log, name, until);
    public Task Read(List<string> log, string name, Task until) => Run(log, name, until);
    public Task Peek(List<string> log, string name, Task until) => Run(log, name, until);
    public Task Fire(List<string> log, string name, Task until) => Run(log, name, until);
    public Task Linger(Task until) => until;
    public Task<int> Answer() => Task.FromResult(42);
    public Task<object> Instance() => Task.FromResult<object>(this);

    public async Task<int> CallBack(string other, bool allow)
    {
        if (!allow)
            return await GrainFactory.GetGrain<IScripted>(other).CallBackTo(this.GetPrimaryKeyString());
        using (RequestContext.AllowCallChainReentrancy())
            return await GrainFactory.GetGrain<IScripted>(other).CallBackTo(this.GetPrimaryKeyString());
    }

    public Task<int> CallBackTo(string first) => GrainFactory.GetGrain<IScripted>(first).Answer();
    public Task Block(string other) => GrainFactory.GetGrain<IScripted>(other).CallBackTo(this.GetPrimaryKeyString());

    private static async Task Run(List<string> log, string name, Task until)
    {
        log.Add(name + " begins");
        await until;
        log.Add(name + " ends");
    }
}

internal sealed class ScriptedGrain : Scripted;

[Reentrant]
internal sealed class ReentrantGrain : Scripted, IReentrant;

[StatelessWorker(2)]
internal sealed class WorkerGrain : Scripted, IWorker;

[StatelessWorker(1)]
internal sealed class LoneWorkerGrain : Scripted, ILoneWorker;
