using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Conversations.Accounts;
using Conversations.Effects;

namespace Conversations.Functions;

/// <summary>What one run may ask for: HTTP to the account's allowed hosts, and other functions of the account.</summary>
internal sealed class FunctionHost(
    FunctionRunner runner, IOutgoingHttp http, Account account, FunctionVersions versions, IGrainFactory grains, FunctionInvocation invocation, TimeProvider time)
    : IFunctionHost
{
    /// <summary>Functions that may wait for each other in a row, the first included.</summary>
    public const int MostDepth = 3;
    /// <summary>Invocations that a run may make of other functions.</summary>
    public const int MostNested = 50;
    private const int MostBody = 1_000_000;
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];
    // Those say how a message is sent, which is not for the code to say.
    private static readonly string[] OwnHeaders = ["host", "connection", "content-length", "transfer-encoding", "upgrade", "te", "trailer", "keep-alive", "expect"];
    private int _nested;

    public async Task<HostAnswer> Fetch(string requestJson, CancellationToken cancellation)
    {
        if (ReadRequest(requestJson, invocation.Definition.Timeout, out var fault) is not { } request) return HostAnswer.Refused(fault!);
        var answer = await http.Send(account, request, cancellation);
        if (answer.Fault is not OutgoingFault.None) return HostAnswer.Refused(answer.Detail!);
        var headers = new JsonObject(answer.Headers.Select(h => KeyValuePair.Create(h.Key, (JsonNode?)h.Value)));
        return HostAnswer.Of(new JsonObject { ["status"] = answer.Status, ["headers"] = headers, ["body"] = answer.Body ?? "" }.ToJsonString());
    }

    public async Task<HostAnswer> Invoke(string invocationJson, CancellationToken cancellation)
    {
        if (Interlocked.Increment(ref _nested) > MostNested) return HostAnswer.Refused($"A run may invoke {MostNested} functions.");
        if (Read(invocationJson) is not { } wanted || TextOf(wanted["uuid"]) is not { } id) return HostAnswer.Refused("An invocation needs the 'uuid' of a function.");
        ImmutableArray<string> callers = [.. invocation.Callers, invocation.Definition.Id];
        if (callers.Contains(id)) return HostAnswer.Refused($"'{id}' is running and can't be invoked by {string.Join(" → ", callers)}: functions may not invoke themselves.");
        if (callers.Length >= MostDepth) return HostAnswer.Refused($"'{id}' can't be invoked by {string.Join(" → ", callers)}: at most {MostDepth} functions may wait for each other.");
        var target = await grains.GetGrain<IFunctionCatalogGrain>(account.Id).FindFunction(id);
        if (target is null || await versions.Find(account.Id, target) is not { } definition)
        {
            return Answer(404, null, FunctionErrors.NotDeployed, $"The function '{id}' is not deployed, or does not exist.");
        }
        var began = time.GetUtcNow();
        var nested = Nested(wanted, definition, callers) with { Now = began };
        var run = await runner.Run(nested, cancellation);
        Invocations.Record(grains, nested, target with { Version = FunctionVersion.Of(definition) }, run, new() { At = began, InvokedBy = invocation.Definition.Id });
        return run.Succeeded ? Answer(200, run.Result, null, null) : Answer(StatusOf(run.ErrorCode!), null, run.ErrorCode, run.ErrorMessage);
    }

    private FunctionInvocation Nested(JsonObject wanted, FunctionDefinition definition, ImmutableArray<string> callers)
    {
        var longest = wanted["timeout"] is JsonValue value && value.TryGetValue<double>(out var ms) && ms >= 1 ? TimeSpan.FromMilliseconds(Math.Min(ms, 60_000)) : definition.Timeout;
        return new FunctionInvocation
        {
            Account = account.Id,
            Definition = longest < definition.Timeout ? definition with { Timeout = longest } : definition,
            Payload = wanted["payload"]?.ToJsonString() ?? "null",
            Headers = TextsOf(wanted["headers"]),
            Seed = FunctionInvocation.SeedOf($"{invocation.Seed}/{_nested}/{definition.Id}"),
            IdempotencyKey = invocation.IdempotencyKey is { } key ? $"{key}/{definition.Id}/{_nested}" : null,
            Callers = callers,
            Conversation = invocation.Conversation,
        };
    }

    private static OutgoingRequest? ReadRequest(string requestJson, TimeSpan timeout, out string? fault)
    {
        var request = Read(requestJson);
        var (url, method, body) = (TextOf(request?["url"]), TextOf(request?["method"]) ?? "GET", TextOf(request?["body"]));
        fault = url is null ? "A request needs a 'url'."
            : !Methods.Contains(method) ? $"'{method}' is no method; use one of {string.Join(", ", Methods)}."
            : body?.Length > MostBody ? $"The body has {body.Length} characters; at most {MostBody} fit."
            : null;
        return fault is not null ? null : new OutgoingRequest
        {
            Method = method, Url = url!, Body = body, Timeout = timeout,
            Headers = TextsOf(request!["headers"]).RemoveRange(OwnHeaders),
        };
    }

    private static int StatusOf(string code) => code switch
    {
        FunctionErrors.CustomFailure or FunctionErrors.RuntimeException or FunctionErrors.TimeExceeded or FunctionErrors.MemoryExceeded
            or FunctionErrors.LogLimitReached or FunctionErrors.OrchestratorTimeout => 901,
        FunctionErrors.BadInput => 400,
        FunctionErrors.Missing or FunctionErrors.NotDeployed => 404,
        FunctionErrors.Overloaded => 429,
        FunctionErrors.Unavailable => 502,
        _ => 500,
    };

    private static HostAnswer Answer(int status, string? body, string? code, string? message)
    {
        var answer = new JsonObject { ["statusCode"] = status, ["headers"] = new JsonObject(), ["body"] = body is null ? null : JsonNode.Parse(body) };
        if (code is not null) answer["error"] = new JsonObject { ["code"] = code, ["message"] = message };
        return HostAnswer.Of(answer.ToJsonString());
    }

    private static JsonObject? Read(string json)
    {
        try
        {
            return JsonNode.Parse(json) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? TextOf(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static ImmutableDictionary<string, string> TextsOf(JsonNode? node) => (node as JsonObject ?? [])
        .Where(p => p.Value is not null)
        .ToImmutableDictionary(p => p.Key, p => TextOf(p.Value) ?? p.Value!.ToJsonString(), StringComparer.OrdinalIgnoreCase);
}
