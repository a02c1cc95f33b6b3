using System.Collections.Immutable;
using System.Diagnostics;
using Conversations.Functions;

namespace Conversations.Silo.Functions.Host;

/// <summary>A run from its order to its outcome.</summary>
internal sealed class PendingRun(FunctionCall call, ReadOnlyMemory<byte> text, IFunctionHost host, CancellationToken cancellation) : IDisposable
{
    private readonly TaskCompletionSource<FunctionRun> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lazy<CancellationTokenSource> _over = new(() => CancellationTokenSource.CreateLinkedTokenSource(cancellation));
    private readonly SortedList<uint, HostAnswer> _answers = [];
    private long _began = Stopwatch.GetTimestamp();
    private uint _asked;
    private int _fetches;

    public FunctionCall Call => call;

    /// <summary>The call as the function host takes it.</summary>
    public ReadOnlyMemory<byte> Text => text;

    /// <summary>Within its process.</summary>
    public uint Id { get; private set; }

    /// <summary>Whether it computes, or stands in line for that: it does not when it waits for an answer or a timer.</summary>
    public bool Computes { get; set; }

    public Task<FunctionRun> Outcome => _outcome.Task;

    public TimeSpan Took => Stopwatch.GetElapsedTime(_began);

    public void Begins(uint id)
    {
        Id = id;
        Computes = true;
        _began = Stopwatch.GetTimestamp();
    }

    public void Ends(FunctionRun run) => _outcome.TrySetResult(run);

    public void IsCancelled() => _outcome.TrySetCanceled(cancellation);

    /// <summary>It did not come to an end, which is not its own fault.</summary>
    public void Fails(string code, string message) =>
        Ends(new() { ErrorCode = code, ErrorMessage = message, Transient = true, Took = Took });

    /// <summary>What the code was answered, in the order it asked.</summary>
    public ImmutableArray<HostAnswer> Answers()
    {
        lock (_answers)
        {
            return [.. Enumerable.Range(0, (int)_asked).Select(i => _answers.GetValueOrDefault((uint)i) ?? HostAnswer.Refused("The run was over before there was an answer."))];
        }
    }

    /// <summary>Answers a question of the code; whatever goes wrong is an answer, too.</summary>
    public async Task<HostAnswer> Ask(uint number, HostQuestion kind, string json)
    {
        lock (_answers)
        {
            _asked = Math.Max(_asked, number + 1);
        }
        var answer = await Answered(kind, json);
        lock (_answers)
        {
            _answers[number] = answer;
        }
        return answer;
    }

    public void Dispose()
    {
        if (_over.IsValueCreated)
        {
            _over.Value.Cancel();
            _over.Value.Dispose();
        }
    }

    private async Task<HostAnswer> Answered(HostQuestion kind, string json)
    {
        if (kind is HostQuestion.Fetch && Interlocked.Increment(ref _fetches) > call.Limits.Fetches)
        {
            return HostAnswer.Refused($"A run may make {call.Limits.Fetches} HTTP requests.");
        }
        try
        {
            var over = _over.Value.Token;
            return await (kind is HostQuestion.Fetch ? host.Fetch(json, over) : host.Invoke(json, over));
        }
        catch (Exception fault)
        {
            return HostAnswer.Refused(fault.Message);
        }
    }
}

/// <summary>What code may ask for.</summary>
internal enum HostQuestion : byte
{
    Fetch = 0,
    Invoke = 1,
}
