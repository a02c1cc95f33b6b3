using System.Buffers;
using System.Diagnostics;
using System.IO.Pipelines;
using System.Text;

namespace Conversations.Silo.Functions.Host;

/// <summary>A running function host. It ends once and is then replaced by another.</summary>
internal sealed partial class FunctionHostProcess : IDisposable
{
    private readonly Process _process;
    private readonly Action<FunctionHostProcess> _progressed;
    private readonly Action<PendingRun, TimeSpan> _finished;
    private readonly ILogger _log;
    private readonly HostOrders _orders;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _heard = Stopwatch.GetTimestamp();

    // process: just started; progressed: told when it may have room for another run; finished: told of each run that came to its end
    // in it, and how long it computed.
    public FunctionHostProcess(
        Process process, FunctionHostOptions options, Action<FunctionHostProcess> progressed, Action<PendingRun, TimeSpan> finished, ILogger log)
    {
        (_process, _progressed, _finished, _log) = (process, progressed, finished, log);
        Id = process.Id;
        _orders = new(process.StandardInput.BaseStream, options);
        Ended = Listen();
    }

    public int Id { get; }

    /// <summary>The runs that it has; when it is gone, those whose callers have to be told.</summary>
    public HostRuns Runs { get; } = new();

    /// <summary>Set once it takes runs; faulted when it ended before.</summary>
    public Task Ready => _ready.Task;

    /// <summary>Set when the process is gone.</summary>
    public Task Ended { get; }

    /// <summary>How long nothing has been heard of it.</summary>
    public TimeSpan Silent => Stopwatch.GetElapsedTime(Volatile.Read(ref _heard));

    public void Send(PendingRun run)
    {
        Runs.Add(run);
        _orders.Run(run);
    }

    /// <summary>Ends a run that nobody waits for any more.</summary>
    public void Cancel(PendingRun run) => _orders.Cancel(run);

    public void Ping() => _orders.Ping();

    /// <summary>Lets it end by itself: it does so when nothing can come any more.</summary>
    public void Close() => _orders.Close();

    public void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself, which is as good.
        }
    }

    public void Dispose() => _process.Dispose();

    private async Task Listen()
    {
        var errors = LogErrors();
        try
        {
            await ReadFrames();
        }
        catch (Exception fault)
        {
            LogBroken(fault, Id);
            Kill();
        }
        await errors;
        await _process.WaitForExitAsync();
        _ready.TrySetException(new InvalidOperationException($"The function host ended with code {_process.ExitCode} before it was ready."));
    }

    private async Task ReadFrames()
    {
        var reader = PipeReader.Create(_process.StandardOutput.BaseStream, new(bufferSize: 64 * 1024));
        while (await reader.ReadAsync() is var read && !(read.IsCompleted && read.Buffer.IsEmpty))
        {
            Volatile.Write(ref _heard, Stopwatch.GetTimestamp());
            var buffer = read.Buffer;
            while (HostFrames.TryRead(ref buffer, out var type, out var body))
            {
                Take(type, body);
            }
            reader.AdvanceTo(buffer.Start, buffer.End);
            _progressed(this);
            if (read.IsCompleted)
            {
                break;
            }
        }
    }

    private void Take(FromHost type, ReadOnlySequence<byte> body)
    {
        switch (type)
        {
            case FromHost.Ready:
                _ready.TrySetResult();
                break;
            case FromHost.Done when Runs.TryRemove(HostFrames.Number(ref body), out var run):
                var computed = TimeSpan.FromMicroseconds(HostFrames.Number(ref body));
                run.Ends(OutcomeJson.Read(body, run));
                _finished(run, computed);
                break;
            case FromHost.Waits when Runs.TryGet(HostFrames.Number(ref body), out var run):
                Runs.Computes(run, false);
                break;
            case FromHost.Ask when Runs.TryGet(HostFrames.Number(ref body), out var run):
                var number = HostFrames.Number(ref body);
                _ = Answer(run, number, (HostQuestion)body.FirstSpan[0], Encoding.UTF8.GetString(body.Slice(1)));
                break;
            default:
                break;
        }
    }

    private async Task Answer(PendingRun run, uint number, HostQuestion kind, string json)
    {
        // Off the reading loop, whatever the host does before it awaits.
        await Task.Yield();
        var answer = await run.Ask(number, kind, json);
        if (Runs.Has(run))
        {
            Runs.Computes(run, true);
            _orders.Answer(run, number, answer);
        }
    }

    private async Task LogErrors()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            LogSaid(Id, line);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Function host {Pid}: {Line}")]
    private partial void LogSaid(int pid, string line);

    [LoggerMessage(Level = LogLevel.Error, Message = "The pipe from function host {Pid} is broken; it is replaced")]
    private partial void LogBroken(Exception fault, int pid);
}
