using System.Collections.Immutable;

namespace Conversations.Functions;

/// <summary>Runs the JavaScript of functions. The code reaches nothing but what its call hands it.</summary>
public interface IFunctionRuntime
{
    /// <summary>Runs a function once. Whatever the code does, the outcome is a <see cref="FunctionRun"/> and not an exception.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was cancelled; what ran was stopped.</exception>
    Task<FunctionRun> Run(FunctionCall call, IFunctionHost host, CancellationToken cancellation);
}

/// <summary>What running code may ask for. Every answer is recorded, so that a run can be repeated from its record.</summary>
public interface IFunctionHost
{
    /// <summary>
    /// Does an HTTP request of the code, to allow-listed hosts only: <c>{url, method, headers: {name: value}, body: text or null}</c>.
    /// The answer is <c>{status, statusText?, headers: {name: value}, body: text}</c>; a refusal is an exception inside the code.
    /// </summary>
    Task<HostAnswer> Fetch(string requestJson, CancellationToken cancellation);

    /// <summary>
    /// Invokes another function of the account once (the orchestrator): <c>{uuid, headers: {name: value}, payload, timeout: ms}</c>.
    /// The answer is <c>{statusCode, headers?, body?, error?: {code, message}}</c>: 200, 901 when the function's own code failed, 404 when
    /// there is none, 429, 500, 502 or 504 for what is worth another attempt. A refusal counts as 400, for which there is none.
    /// </summary>
    Task<HostAnswer> Invoke(string invocationJson, CancellationToken cancellation);
}

/// <summary>What the host answered: JSON, or why there is none.</summary>
public sealed record HostAnswer(string? Json, string? Error)
{
    public static HostAnswer Of(string json) => new(json, null);

    public static HostAnswer Refused(string error) => new(null, error);
}

/// <summary>All that a run depends on: the same call with the same recorded answers gives the same run.</summary>
public sealed record FunctionCall
{
    public required string Account { get; init; }
    /// <summary>The function's name within the account.</summary>
    public required string Function { get; init; }
    /// <summary>Names <see cref="Code"/>: the same text always has the same name. A runtime may keep what it made of it.</summary>
    public required string CodeHash { get; init; }
    /// <summary>At most 100,000 characters.</summary>
    public required string Code { get; init; }
    /// <summary>The input's <c>payload</c>, as JSON.</summary>
    public required string Payload { get; init; }
    /// <summary>The input's <c>headers</c>.</summary>
    public ImmutableDictionary<string, string> Headers { get; init; } = ImmutableDictionary<string, string>.Empty;
    /// <summary>What <c>process.env</c> holds; always texts.</summary>
    public ImmutableDictionary<string, string> Environment { get; init; } = ImmutableDictionary<string, string>.Empty;
    /// <summary>Where <c>Math.random</c> begins.</summary>
    public required ulong Seed { get; init; }
    /// <summary>What <c>Date.now()</c> answers, all the time.</summary>
    public required DateTimeOffset Now { get; init; }
    public FunctionLimits Limits { get; init; } = FunctionLimits.Default;
    /// <summary>When given, the run is a repetition: the host is asked nothing, and what the record holds reaches the code in its order, without waiting.</summary>
    public FunctionRecord? Record { get; init; }
}

/// <summary>What reached a run from outside.</summary>
/// <param name="Answers">As in <see cref="FunctionRun.Answers"/>.</param>
/// <param name="Steps">As in <see cref="FunctionRun.Steps"/>.</param>
public sealed record FunctionRecord(ImmutableArray<HostAnswer> Answers, ImmutableArray<FunctionStep> Steps);

/// <summary>Something that reached a run.</summary>
/// <param name="AfterMilliseconds">Since the start of the run.</param>
/// <param name="Answer">Which of the answers, from 0; -1 for a timer of the code.</param>
public readonly record struct FunctionStep(int AfterMilliseconds, int Answer);

/// <summary>How much a run may take. Defaults and error codes: the field's function platform.</summary>
public sealed record FunctionLimits
{
    public static FunctionLimits Default { get; } = new();

    /// <summary>From the start of the run to its end, waiting included. Default 30 s. How long it may compute is a setting of the silo.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(30);
    /// <summary>Bytes of the function's own memory, from 10 MB to 1 GB. Default 64 MB; on the field's platform 256 MB, lower here, for many share a machine.</summary>
    public long MemoryBytes { get; init; } = 64L << 20;
    /// <summary>Log entries of a run. Default 10.</summary>
    public int LogEntries { get; init; } = 10;
    /// <summary>Characters of all log entries of a run, extras included. Default 6,000.</summary>
    public int LogCharacters { get; init; } = 6_000;
    /// <summary>HTTP requests of a run. Default 20.</summary>
    public int Fetches { get; init; } = 20;
    /// <summary>Characters of the result's JSON. Default 100,000.</summary>
    public int ResultCharacters { get; init; } = 100_000;
}

/// <summary>What came of a run.</summary>
public sealed record FunctionRun
{
    /// <summary>The result as JSON; null when the function gave none (<c>undefined</c>, <c>callback()</c>) or failed.</summary>
    public string? Result { get; init; }
    /// <summary>One of <see cref="FunctionErrors"/>; null when it succeeded.</summary>
    public string? ErrorCode { get; init; }
    /// <summary>What went wrong, for the author of the function.</summary>
    public string? ErrorMessage { get; init; }
    /// <summary>What it logged, oldest first, within its limits.</summary>
    public ImmutableArray<FunctionLogEntry> Logs { get; init; } = [];
    /// <summary>What the host answered, in the order it was asked: with them the run can be repeated without the world.</summary>
    public ImmutableArray<HostAnswer> Answers { get; init; } = [];
    /// <summary>What reached the code, in that order: answers that came and timers of its own.</summary>
    public ImmutableArray<FunctionStep> Steps { get; init; } = [];
    public required TimeSpan Took { get; init; }
    /// <summary>The run did not fail by the function's fault: the same call may succeed later (host lost, overloaded).</summary>
    public bool Transient { get; init; }

    public bool Succeeded => ErrorCode is null;
}
