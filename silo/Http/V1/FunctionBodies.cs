using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Conversations.Functions;
using Conversations.Silo.Http.Bodies;

namespace Conversations.Silo.Http.V1;

/// <summary>The body of <c>PUT functions/{f}</c>.</summary>
internal sealed record PutFunctionRequest
{
    /// <summary>The messaging event, by id or name; absent for a function that only orchestrators and tests invoke.</summary>
    public string? Event { get; init; }
    public List<string>? SkillIds { get; init; }
    public string? Code { get; init; }
    public string? Url { get; init; }
    public string? Description { get; init; }
    public Dictionary<string, string>? Environment { get; init; }
    /// <summary>1 to 60. Default 30.</summary>
    public double? TimeoutSeconds { get; init; }
}

/// <summary>The body of <c>POST functions/{f}/redeploy</c>.</summary>
internal sealed record RedeployRequest
{
    public string? Deployment { get; init; }
}

/// <summary>The body of <c>POST functions/{f}/invoke</c>.</summary>
internal sealed record InvokeFunctionRequest
{
    public RawJson? Payload { get; init; }
    /// <summary>A list of <c>{key, value}</c>, or an object.</summary>
    public JsonElement? Headers { get; init; }
    /// <summary>Epoch milliseconds; taken as the function's clock. Clients of the field send it.</summary>
    public long? Timestamp { get; init; }
}

internal sealed record DeploymentAnswer(string Id, string Version, DateTimeOffset? At, ImmutableArray<string> SkillIds);

/// <summary>A function; in a list, and after a change, without what it says.</summary>
internal sealed record FunctionResource
{
    public required string Id { get; init; }
    public string? Event { get; init; }
    public required ImmutableArray<string> SkillIds { get; init; }
    public string? Description { get; init; }
    public required FunctionState State { get; init; }
    public required bool InFolder { get; init; }
    public required string Version { get; init; }
    public DateTimeOffset? UpdatedAt { get; init; }
    /// <summary>The deployment that events invoke; null when there is none.</summary>
    public string? Deployed { get; init; }
    public required IReadOnlyList<DeploymentAnswer> Deployments { get; init; }
    /// <summary>A function of the folder that is on the same event, so that this one is not invoked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? ShadowedBy { get; init; }
    /// <summary>The call found it as it wanted it to be.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public bool Unchanged { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Code { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Url { get; init; }
    /// <summary>As it is written: a secret is named, not told.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public ImmutableDictionary<string, string>? Environment { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public double? TimeoutSeconds { get; init; }

    public static FunctionResource Of(FunctionView view, bool unchanged = false) => new()
    {
        Id = view.Id, Event = view.Event, SkillIds = view.SkillIds, Description = view.Description, State = view.State, InFolder = view.InFolder,
        Version = view.Version, UpdatedAt = view.UpdatedAt, Deployed = view.Deployed, ShadowedBy = view.ShadowedBy, Unchanged = unchanged,
        Deployments = [.. view.Deployments.Select(d => new DeploymentAnswer(d.Id, d.Version, d.At, d.SkillIds))],
    };
}

internal sealed record FunctionsAnswer(IReadOnlyList<FunctionResource> Functions);

internal sealed record LogAnswer(string Level, string Message, RawJson? Extras, DateTimeOffset Timestamp)
{
    public static IReadOnlyList<LogAnswer> Of(ImmutableArray<FunctionLogEntry> logs) =>
        [.. logs.Select(l => new LogAnswer(l.Level, l.Message, new RawJson(l.Extras ?? "[]"), l.Timestamp))];
}

internal sealed record RunErrorAnswer(string Code, string? Message);

/// <summary>What came of a run that is not recorded.</summary>
internal sealed record RunAnswer
{
    /// <summary>Null also when the function gave none.</summary>
    public RawJson? Result { get; init; }
    public required IReadOnlyList<LogAnswer> Logs { get; init; }
    public required double TookMilliseconds { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public RunErrorAnswer? Error { get; init; }
    /// <summary>Of a repetition: whether it came to the same.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public bool? Same { get; init; }

    public static RunAnswer Of(FunctionRun run) => new()
    {
        Result = RawJson.From(run.Result), Logs = LogAnswer.Of(run.Logs), TookMilliseconds = run.Took.TotalMilliseconds,
        Error = run.ErrorCode is { } code ? new(code, run.ErrorMessage) : null,
    };
}

/// <summary>An invocation of the log.</summary>
internal sealed record InvocationAnswer
{
    public required string Id { get; init; }
    public required DateTimeOffset At { get; init; }
    public required double TookMilliseconds { get; init; }
    public required string Deployment { get; init; }
    public required string Version { get; init; }
    public string? Conversation { get; init; }
    public ConversationEventType? EventType { get; init; }
    public string? SkillId { get; init; }
    public string? InvokedBy { get; init; }
    public required int Attempt { get; init; }
    public required InvocationState State { get; init; }
    public RunErrorAnswer? Error { get; init; }
    public required ImmutableArray<CallbackType> Commands { get; init; }
    public required IReadOnlyList<LogAnswer> Logs { get; init; }
    public required bool Replayable { get; init; }
    public RawJson? Payload { get; init; }
    public RawJson? Result { get; init; }

    public static InvocationAnswer Of(Invocation i, bool whole = false) => new()
    {
        Id = i.Id, At = i.At, TookMilliseconds = i.Took.TotalMilliseconds, Deployment = i.Deployment, Version = i.Version, Conversation = i.Conversation,
        EventType = i.EventType, SkillId = i.SkillId, InvokedBy = i.InvokedBy, Attempt = i.Attempt, State = i.State,
        Error = i.ErrorCode is { } code ? new(code, i.ErrorMessage) : null, Commands = i.Commands, Logs = LogAnswer.Of(i.Logs),
        Replayable = i.Record is not null, Payload = whole ? RawJson.From(i.Record?.Payload) : null, Result = RawJson.From(i.Record?.Result),
    };
}

internal sealed record InvocationsAnswer(IReadOnlyList<InvocationAnswer> Invocations)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Next { get; init; }
}

internal sealed record FunctionUsageAnswer(string Id, long Invocations, long Succeeded, ImmutableSortedDictionary<string, long> Failed, double TookMilliseconds);

internal sealed record UsageAnswer(long Invocations, long Succeeded, long Failed, IReadOnlyList<FunctionUsageAnswer> Functions);
