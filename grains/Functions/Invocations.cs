using System.Collections.Immutable;
using System.Text.Json;

namespace Conversations.Functions;

/// <summary>What runs leave in the invocation log.</summary>
public static class Invocations
{
    /// <summary>Characters of a payload, result or outside record; an invocation with more can't be repeated.</summary>
    public const int MostRecorded = 8_192;
    private const int MostMessage = 1_000;

    /// <summary>Adds a run to the log of its function.</summary>
    /// <param name="grains">Where the log is.</param>
    /// <param name="invocation">What was run.</param>
    /// <param name="target">The deployment, and the version that really ran: servers may have read a folder at different times.</param>
    /// <param name="run">What came of it.</param>
    /// <param name="trigger">When and why.</param>
    /// <param name="commands">The commands it gave; empty where nobody carries them out.</param>
    /// <returns>The id of the entry.</returns>
    public static string Record(
        IGrainFactory grains, FunctionInvocation invocation, FunctionTarget target, FunctionRun run, InvocationTrigger trigger,
        ImmutableArray<CallbackType> commands = default)
    {
        ArgumentNullException.ThrowIfNull(grains);
        ArgumentNullException.ThrowIfNull(invocation);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(trigger);
        var id = Guid.CreateVersion7(trigger.At).ToString("N");
        _ = grains.GetGrain<IInvocationLogGrain>($"{invocation.Account}/{target.Function}").Append(new Invocation
        {
            Id = id, At = trigger.At, Took = run.Took, Deployment = target.Deployment, Version = target.Version,
            Conversation = invocation.Conversation, EventType = trigger.EventType, SkillId = trigger.SkillId, InvokedBy = trigger.InvokedBy,
            Attempt = trigger.Attempt, State = StateOf(run.ErrorCode), ErrorCode = run.ErrorCode,
            ErrorMessage = run.ErrorMessage is { Length: > MostMessage } message ? message[..MostMessage] : run.ErrorMessage,
            Commands = commands.IsDefault ? [] : commands, Logs = run.Logs, Record = RecordOf(invocation, run),
        });
        return id;
    }

    /// <summary>What a failure is in the field's words.</summary>
    public static InvocationState StateOf(string? error) => error switch
    {
        null => InvocationState.Succeeded,
        FunctionErrors.TimeExceeded => InvocationState.Timeout,
        FunctionErrors.CustomFailure or FunctionErrors.RuntimeException or FunctionErrors.MemoryExceeded or FunctionErrors.LogLimitReached
            or FunctionErrors.OrchestratorTimeout => InvocationState.CodingFailure,
        FunctionErrors.General => InvocationState.Unknown,
        _ => InvocationState.PlatformFailure,
    };

    /// <summary>The run that an entry tells of, to be done again with what reached it then; null when it can't be.</summary>
    public static FunctionInvocation? Repeat(Invocation invocation, string account, FunctionDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(invocation);
        ArgumentNullException.ThrowIfNull(definition);
        return invocation.Record is not { } record || definition.Url is not null ? null : new FunctionInvocation
        {
            Account = account, Definition = definition, Payload = record.Payload, Headers = record.Headers, Seed = record.Seed, Now = invocation.At,
            Conversation = invocation.Conversation,
            Record = record.Outside is null ? new FunctionRecord([], []) : JsonSerializer.Deserialize<FunctionRecord>(record.Outside),
        };
    }

    private static InvocationRecord? RecordOf(FunctionInvocation invocation, FunctionRun run)
    {
        var outside = run.Answers.IsEmpty && run.Steps.IsEmpty ? null : JsonSerializer.Serialize(new FunctionRecord(run.Answers, run.Steps));
        return invocation.Payload.Length > MostRecorded || run.Result?.Length > MostRecorded || outside?.Length > MostRecorded ? null : new InvocationRecord
        {
            Seed = invocation.Seed, Payload = invocation.Payload, Headers = invocation.Headers, Result = run.Result, Outside = outside,
        };
    }
}

/// <summary>When and why a function was invoked.</summary>
public sealed record InvocationTrigger
{
    public required DateTimeOffset At { get; init; }
    public ConversationEventType? EventType { get; init; }
    public string? SkillId { get; init; }
    /// <summary>The function that invoked it.</summary>
    public string? InvokedBy { get; init; }
    public int Attempt { get; init; } = 1;
}
