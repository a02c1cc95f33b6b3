using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.Pipelines;
using System.Text;
using Conversations.Functions;

namespace Conversations.Silo.Functions.Host;

/// <summary>A running function host and the runs that it has. It ends once and is then replaced by another.</summary>
internal sealed partial class FunctionHostProcess : IDisposable
{
    private readonly Process _process;
    private readonly FunctionHostOptions _options;
    private readonly Action<FunctionHostProcess> _progressed;
    private readonly Action<PendingRun, TimeSpan> _finished;
    private readonly ILogger _log;
    private readonly HostPipe _pipe;
    private readonly ConcurrentDictionary<uint, PendingRun> _runs = new();
    private readonly Dictionary<string, uint> _accounts = [];
    private readonly WarmCodes _codes;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _sending = new();
    private long _heard = Stopwatch.GetTimestamp();
    private uint _lastRun;
    private int _computing;

    // process: just started; progressed: told when it may have room for another run; finished: told of each run that came to its end
    // in it, and how long it computed.
    public FunctionHostProcess(
        Process process, FunctionHostOptions options, Action<FunctionHostProcess> progressed, Action<PendingRun, TimeSpan> finished, ILogger log)
    {
        (_process, _options, _progressed, _finished, _log) = (process, options, progressed, finished, log);
        Id = process.Id;
        _pipe = new(process.StandardInput.BaseStream);
        _codes = new(options.WarmFunctions);
        Ended = Listen();
    }

    public int Id { get; }

    /// <summary>Set once it takes runs; faulted when it ended before.</summary>
    public Task Ready => _ready.Task;

    /// <summary>Set when the process is gone.</summary>
    public Task Ended { get; }

    /// <summary>Runs that it has, those included that wait for something.</summary>
    public int Runs => _runs.Count;

    /// <summary>Those of them that want its processor.</summary>
    public int Computing => Volatile.Read(ref _computing);

    /// <summary>The runs that it has, for whoever has to tell their callers that it is gone.</summary>
    public IEnumerable<PendingRun> Abandoned => _runs.Values;

    /// <summary>How long nothing has been heard of it.</summary>
    public TimeSpan Silent => Stopwatch.GetElapsedTime(Volatile.Read(ref _heard));

    public void Send(PendingRun run)
    {
        lock (_sending)
        {
            run.Begins(++_lastRun);
            _runs[run.Id] = run;
            Interlocked.Increment(ref _computing);
            var code = _codes.Use(run.Call);
            if (!_accounts.TryGetValue(run.Call.Account, out var account))
            {
                _accounts[run.Call.Account] = account = (uint)_accounts.Count;
            }
            _pipe.Write(to => WriteRun(to, run, account, code));
        }
    }

    public bool Has(PendingRun run) => _runs.TryGetValue(run.Id, out var own) && own == run;

    /// <summary>Ends a run that nobody waits for any more.</summary>
    public void Cancel(PendingRun run) => _pipe.Write(to => HostFrames.Write(to, ToHost.Cancel, [run.Id]));

    public void Ping() => _pipe.Write(to => HostFrames.Write(to, ToHost.Ping, []));

    /// <summary>Lets it end by itself: it does so when nothing can come any more.</summary>
    public void Close() => _pipe.Close();

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

    private void WriteRun(ArrayBufferWriter<byte> to, PendingRun run, uint account, (uint Number, bool IsNew, uint? Forgotten) code)
    {
        if (code.Forgotten is { } forgotten)
        {
            HostFrames.Write(to, ToHost.Forget, [forgotten]);
        }
        if (code.IsNew)
        {
            HostFrames.Write(to, ToHost.Code, [code.Number], Encoding.UTF8.GetBytes(run.Call.Code));
        }
        var limits = run.Call.Limits;
        var record = run.Call.Record is { } repeated ? CallJson.Write(repeated) : [];
        HostFrames.Write(
            to, ToHost.Run,
            [
                run.Id, code.Number, account, (uint)Math.Clamp(limits.MemoryBytes, 0, uint.MaxValue), (uint)limits.Time.TotalMilliseconds,
                (uint)Math.Min(limits.Time.TotalMilliseconds, _options.ComputingTime.TotalMilliseconds), (uint)record.Length,
            ],
            record.Length is 0 ? run.Text.Span : (byte[])[.. record, .. run.Text.Span]);
    }

    private async Task Listen()
    {
        var errors = LogErrors();
        try
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
        catch (Exception fault)
        {
            LogBroken(fault, Id);
            Kill();
        }
        await errors;
        await _process.WaitForExitAsync();
        _ready.TrySetException(new InvalidOperationException($"The function host ended with code {_process.ExitCode} before it was ready."));
    }

    private void Take(FromHost type, ReadOnlySequence<byte> body)
    {
        switch (type)
        {
            case FromHost.Ready:
                _ready.TrySetResult();
                break;
            case FromHost.Done when _runs.TryRemove(HostFrames.Number(ref body), out var run):
                Finish(run, body);
                break;
            case FromHost.Waits when _runs.TryGetValue(HostFrames.Number(ref body), out var run):
                Computes(run, false);
                break;
            case FromHost.Ask when _runs.TryGetValue(HostFrames.Number(ref body), out var run):
                var number = HostFrames.Number(ref body);
                _ = Answer(run, number, (HostQuestion)body.FirstSpan[0], Encoding.UTF8.GetString(body.Slice(1)));
                break;
            default:
                break;
        }
    }

    private void Finish(PendingRun run, ReadOnlySequence<byte> body)
    {
        Computes(run, false);
        var computed = TimeSpan.FromMicroseconds(HostFrames.Number(ref body));
        run.Ends(OutcomeJson.Read(body, run));
        _finished(run, computed);
    }

    private async Task Answer(PendingRun run, uint number, HostQuestion kind, string json)
    {
        // Off the reading loop, whatever the host does before it awaits.
        await Task.Yield();
        var answer = await run.Ask(number, kind, json);
        if (_runs.ContainsKey(run.Id))
        {
            Computes(run, true);
            _pipe.Write(to => HostFrames.WriteAnswer(to, run.Id, number, answer.Error is null, answer.Error ?? answer.Json ?? "null"));
        }
    }

    private void Computes(PendingRun run, bool computes)
    {
        lock (run)
        {
            if (run.Computes == computes)
            {
                return;
            }
            run.Computes = computes;
        }
        Interlocked.Add(ref _computing, computes ? 1 : -1);
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
