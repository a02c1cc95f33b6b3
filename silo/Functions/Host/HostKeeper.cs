using System.ComponentModel;
using Conversations.Functions;

namespace Conversations.Silo.Functions.Host;

/// <summary>Keeps one function host running: replaces it when it ends, and ends it when it hangs.</summary>
internal sealed partial class HostKeeper(
    NodeProgram node, FunctionHostOptions options, FunctionLane lane, FunctionPace pace, bool inBackground, ILogger log) : IAsyncDisposable
{
    private static readonly TimeSpan _pingEvery = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan _shortestWait = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan _longestWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _startTime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _endTime = TimeSpan.FromSeconds(2);
    private readonly CancellationTokenSource _stopping = new();
    private volatile FunctionHostProcess? _process;
    private Task _keeping = Task.CompletedTask;

    /// <summary>Of the process that runs now; null between two.</summary>
    public int? ProcessId => _process?.Id;

    // Code is stopped after its computing time, on a busy machine after four times that; only what can't be stopped (a single very long step of the engine) is silent for longer.
    private TimeSpan LongestSilence => (4 * options.ComputingTime) + TimeSpan.FromSeconds(3);

    public void Start() => _keeping = Keep();

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _keeping;
        _stopping.Dispose();
    }

    private async Task Keep()
    {
        var wait = _shortestWait;
        while (!_stopping.IsCancellationRequested)
        {
            var lasted = await RunOne();
            if (_stopping.IsCancellationRequested)
            {
                return;
            }
            wait = lasted ? _shortestWait : wait * 2 < _longestWait ? wait * 2 : _longestWait;
            await Task.Delay(wait, _stopping.Token).ContinueWith(static _ => { }, TaskScheduler.Default);
        }
    }

    // Whether it ran long enough for its successor to start at once.
    private async Task<bool> RunOne()
    {
        try
        {
            using FunctionHostProcess process = new(
                node.Start(options.RunsPerWorker, inBackground), options, _ => lane.Progressed(), (run, computed) => pace.Learn(run.Call, computed), log);
            _process = process;
            try
            {
                await process.Ready.WaitAsync(_startTime, _stopping.Token);
                return await Serve(process);
            }
            finally
            {
                _process = null;
                process.Kill();
                await process.Ended;
            }
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        catch (Exception fault) when (fault is Win32Exception or InvalidOperationException or TimeoutException)
        {
            LogNotStarted(fault);
            lane.Refuse(FunctionErrors.Unavailable, $"The function host does not start: {fault.Message}");
            return false;
        }
    }

    private async Task<bool> Serve(FunctionHostProcess process)
    {
        LogStarted(process.Id);
        lane.Joins(process);
        var began = TimeProvider.System.GetTimestamp();
        await Watch(process);
        lane.Leaves(process);
        GiveUp(process);
        return TimeProvider.System.GetElapsedTime(began) > _longestWait;
    }

    private async Task Watch(FunctionHostProcess process)
    {
        while (!process.Ended.IsCompleted && !_stopping.IsCancellationRequested)
        {
            if (process.Silent > LongestSilence)
            {
                LogHung(process.Id, process.Silent);
                IsHung(process);
                process.Kill();
                break;
            }
            process.Ping();
            await Task.WhenAny(process.Ended, Task.Delay(_pingEvery, _stopping.Token));
        }
        await End(process);
    }

    // Where one run computes at a time it is known who did it. The others' callers try again, and are then run apart, too.
    private void IsHung(FunctionHostProcess process)
    {
        var computing = process.Runs.All.Where(run => run.Computes).ToArray();
        if (inBackground && computing is [var one])
        {
            one.Ends(new() { ErrorCode = FunctionErrors.TimeExceeded, ErrorMessage = $"The function computed for more than the {options.ComputingTime.TotalMilliseconds} ms that a run may.", Took = one.Took });
        }
    }

    private static async Task End(FunctionHostProcess process)
    {
        process.Close();
        try
        {
            await process.Ended.WaitAsync(_endTime);
        }
        catch (TimeoutException)
        {
            process.Kill();
            await process.Ended;
        }
    }

    private void GiveUp(FunctionHostProcess process)
    {
        var stopped = _stopping.IsCancellationRequested;
        if (!stopped)
        {
            LogEnded(process.Id, process.Runs.Count);
        }
        foreach (var run in process.Runs.All)
        {
            if (run.Computes && !stopped)
            {
                pace.IsSlow(run.Call);
            }
            run.Fails(FunctionErrors.Unavailable, stopped ? "The server stops." : "The function host ended while it ran the function.");
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Function host {Pid} runs")]
    private partial void LogStarted(int pid);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Function host {Pid} ended with {Runs} runs in it; it is replaced, and their callers are told")]
    private partial void LogEnded(int pid, int runs);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Function host {Pid} has not been heard of for {Silence}; it is ended")]
    private partial void LogHung(int pid, TimeSpan silence);

    [LoggerMessage(Level = LogLevel.Error, Message = "The function host does not start; tried again later")]
    private partial void LogNotStarted(Exception fault);
}
