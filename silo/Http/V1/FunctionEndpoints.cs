using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Conversations.Accounts;
using Conversations.Functions;
using Conversations.Silo.Functions;
using Conversations.Silo.Http.Bodies;

namespace Conversations.Silo.Http.V1;

/// <summary>The life of functions: written, tested, deployed, undeployed, deployed again.</summary>
internal static class FunctionEndpoints
{
    // 100,000 characters of code, each at most six bytes in JSON, and what comes with it.
    private const int BodyLimit = 1024 * 1024;
    private static readonly AccessRole[] Writers = [AccessRole.Admin];

    public static void MapFunctions(this RouteGroupBuilder account)
    {
        account.MapGet("/functions", List).Produces<FunctionsAnswer>().WithSummary("The functions of the account and what is deployed of them");
        account.MapGet("/functions/{function}", Read).Produces<FunctionResource>().WithSummary("A function as it is written now");
        account.MapPut("/functions/{function}", Put)
            .Takes<PutFunctionRequest>().Produces<FunctionResource>().Produces<FunctionResource>(201).WithSummary("Writes a function; what is deployed stays deployed");
        account.MapDelete("/functions/{function}", Delete).Produces(204).WithSummary("Removes a function with its deployments");
        account.MapPost("/functions/{function}/deploy", Deploy).Produces<FunctionResource>().WithSummary("Deploys a function as it is written now");
        account.MapPost("/functions/{function}/undeploy", Undeploy).Produces<FunctionResource>().WithSummary("No event invokes the function any more");
        account.MapPost("/functions/{function}/redeploy", Redeploy)
            .Takes<RedeployRequest>().Produces<FunctionResource>().WithSummary("Deploys one of the last five deployments again");
        account.MapPost("/functions/{function}/invoke", Invoke)
            .Takes<InvokeFunctionRequest>().Produces<RunAnswer>().WithSummary("Runs a function as it is written now, deployed or not, and records nothing");
    }

    private static async Task<IResult> List(string account, HttpContext http, IGrainFactory grains)
    {
        V1Access.Open(http, account, V1Access.Programs);
        var views = await grains.GetGrain<IFunctionCatalogGrain>(account).List();
        return Results.Json(new FunctionsAnswer([.. views.Select(v => FunctionResource.Of(v))]), V1Json.Relaxed.FunctionsAnswer);
    }

    private static async Task<IResult> Read(string account, string function, HttpContext http, IGrainFactory grains)
    {
        V1Access.Open(http, account, V1Access.Programs);
        var (view, definition) = await Reading(grains, account, function);
        return Results.Json(FunctionResource.Of(view) with
        {
            Code = definition.Code, Url = definition.Url, Environment = definition.Environment, TimeoutSeconds = definition.Timeout.TotalSeconds,
        }, V1Json.Relaxed.FunctionResource);
    }

    private static async Task<IResult> Put(string account, string function, HttpContext http, IGrainFactory grains, FunctionRefresh refresh)
    {
        var caller = V1Access.Open(http, account, Writers);
        var body = await JsonBody.Read(http.Request, V1Json.Relaxed.PutFunctionRequest, BodyLimit);
        var definition = Definition(function, body);
        var isNew = await grains.GetGrain<IFunctionCatalogGrain>(account).Read(function) is null;
        if (FunctionCheck.Faults(definition, caller.Account) is { IsEmpty: false } faults)
        {
            throw new ProblemException([.. faults.Select(f => new FieldFault(f.Field, f.Code, f.Message))]);
        }
        return await Change(account, function, grains, refresh, grain => grain.Put(definition), isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    private static async Task<IResult> Delete(string account, string function, HttpContext http, IGrainFactory grains, FunctionRefresh refresh)
    {
        V1Access.Open(http, account, Writers);
        await Change(account, function, grains, refresh, grain => grain.Delete());
        return Results.NoContent();
    }

    private static async Task<IResult> Deploy(string account, string function, HttpContext http, IGrainFactory grains, FunctionRefresh refresh)
    {
        V1Access.Open(http, account, Writers);
        return await Change(account, function, grains, refresh, grain => grain.Deploy());
    }

    private static async Task<IResult> Undeploy(string account, string function, HttpContext http, IGrainFactory grains, FunctionRefresh refresh)
    {
        V1Access.Open(http, account, Writers);
        return await Change(account, function, grains, refresh, grain => grain.Undeploy());
    }

    private static async Task<IResult> Redeploy(string account, string function, HttpContext http, IGrainFactory grains, FunctionRefresh refresh)
    {
        V1Access.Open(http, account, Writers);
        var body = await JsonBody.Read(http.Request, V1Json.Relaxed.RedeployRequest);
        new FieldChecks().Id("deployment", body.Deployment).ThrowIfAny();
        return await Change(account, function, grains, refresh, grain => grain.Redeploy(body.Deployment!));
    }

    private static async Task<IResult> Invoke(
        string account, string function, HttpContext http, IGrainFactory grains, FunctionRunner runner, TimeProvider time)
    {
        V1Access.Open(http, account, V1Access.Programs);
        var body = await JsonBody.Read(http.Request, V1Json.Relaxed.InvokeFunctionRequest, BodyLimit);
        new FieldChecks().Required("payload", body.Payload is not null).ThrowIfAny();
        var headers = Headers(body.Headers);
        var (_, definition) = await Reading(grains, account, function);
        var now = body.Timestamp is { } stamp and >= 0 and < 253_402_300_800_000 ? DateTimeOffset.FromUnixTimeMilliseconds(stamp) : time.GetUtcNow();
        var run = await runner.Run(new FunctionInvocation
        {
            Account = account, Definition = definition, Payload = body.Payload!.Value.Text, Headers = headers, Now = now,
            Seed = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)),
        }, http.RequestAborted);
        return Answer(RunAnswer.Of(run));
    }

    /// <summary>What came of a run; one that was refused for want of room is an error of the service and not of the function.</summary>
    public static IResult Answer(RunAnswer answer) => answer.Error is { Code: FunctionErrors.Overloaded } error
        ? throw new ProblemException(RefusalCodes.Overloaded, error.Message!)
        : Results.Json(answer, V1Json.Relaxed.RunAnswer);

    /// <summary>A function by its id; an id that can't be one is answered like one that does not exist.</summary>
    public static IFunctionGrain Grain(IGrainFactory grains, string account, string function) => IsPossible(function)
        ? grains.GetGrain<IFunctionGrain>($"{account}/{function}")
        : throw new ProblemException(RefusalCodes.UnknownFunction, $"There is no function '{function}' in this account; list them with GET functions.");

    public static async Task<(FunctionView View, FunctionDefinition Definition)> Reading(IGrainFactory grains, string account, string function) =>
        await Grain(grains, account, function).Read() is { } reading
            ? (reading.View, reading.Definition)
            : throw new ProblemException(RefusalCodes.UnknownFunction, $"There is no function '{function}' in this account; list them with GET functions.");

    private static bool IsPossible(string function) => function.Length is > 0 and <= 64 && !function.Contains('/', StringComparison.Ordinal);

    private static async Task<IResult> Change(
        string account, string function, IGrainFactory grains, FunctionRefresh refresh, Func<IFunctionGrain, Task<FunctionReceipt>> change,
        int status = StatusCodes.Status200OK)
    {
        var receipt = await change(Grain(grains, account, function));
        if (receipt.Refusal is { } refusal) throw new ProblemException(refusal);
        await refresh.Refresh(account);
        return receipt.Function is not { } view ? Results.NoContent()
            : Results.Json(FunctionResource.Of(view, receipt.Unchanged), V1Json.Relaxed.FunctionResource, statusCode: status);
    }

    private static FunctionDefinition Definition(string id, PutFunctionRequest body) => new()
    {
        Id = id,
        Event = string.IsNullOrWhiteSpace(body.Event) ? null : MessagingEvents.IdOf(body.Event) ?? body.Event,
        SkillIds = [.. (body.SkillIds ?? []).Distinct(StringComparer.Ordinal)],
        Code = body.Code, Url = body.Url, Description = body.Description,
        Timeout = TimeSpan.FromSeconds(Math.Clamp(body.TimeoutSeconds ?? 30, 0, 1_000)),
        Environment = (body.Environment ?? []).ToImmutableDictionary(StringComparer.Ordinal),
    };

    private static ImmutableDictionary<string, string> Headers(JsonElement? given)
    {
        var headers = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        switch (given)
        {
            case null or { ValueKind: JsonValueKind.Null }:
                break;
            case { ValueKind: JsonValueKind.Object } pairs when pairs.EnumerateObject().All(p => p.Value.ValueKind is JsonValueKind.String):
                foreach (var pair in pairs.EnumerateObject()) headers[pair.Name] = pair.Value.GetString()!;
                break;
            case { ValueKind: JsonValueKind.Array } list when list.EnumerateArray().All(IsHeader):
                foreach (var header in list.EnumerateArray()) headers[header.GetProperty("key").GetString()!] = header.GetProperty("value").GetString()!;
                break;
            default:
                throw new ProblemException([FieldFault.Invalid("headers", "'headers' must be a list of {\"key\", \"value\"}, or an object, of texts.")]);
        }
        return headers.ToImmutable();
    }

    private static bool IsHeader(JsonElement header) => header.ValueKind is JsonValueKind.Object
        && header.TryGetProperty("key", out var key) && key.ValueKind is JsonValueKind.String
        && header.TryGetProperty("value", out var value) && value.ValueKind is JsonValueKind.String;
}
