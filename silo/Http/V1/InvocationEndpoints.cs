using System.Globalization;
using Conversations.Functions;
using Conversations.Silo.Http.Bodies;

namespace Conversations.Silo.Http.V1;

/// <summary>What functions did: their log, and how often they were invoked.</summary>
internal static class InvocationEndpoints
{
    private const int Largest = 200;
    private static readonly string[] Parameters = ["after", "limit", "q", "state", "conversation", "since", "until"];

    public static void MapInvocations(this RouteGroupBuilder account)
    {
        account.MapGet("/functions/{function}/invocations", Search).Produces<InvocationsAnswer>().WithSummary("Invocations of a function, newest first");
        account.MapGet("/functions/{function}/invocations/{invocation}", Read).Produces<InvocationAnswer>().WithSummary("One invocation with its payload");
        account.MapPost("/functions/{function}/invocations/{invocation}/replay", Replay)
            .Produces<RunAnswer>().WithSummary("Runs an invocation again, with what reached it then and nothing else");
        account.MapGet("/usage", Usage).Produces<UsageAnswer>().WithSummary("How often functions were invoked");
    }

    private static async Task<IResult> Search(
        string account, string function, string? after, string? limit, string? q, string? state, string? conversation, string? since, string? until,
        HttpContext http, IGrainFactory grains)
    {
        V1Access.Open(http, account, V1Access.Programs);
        var checks = new FieldChecks();
        QueryParameters.RefuseUnknown(http.Request.Query, Parameters, checks);
        var filter = new InvocationFilter
        {
            Text = q, Conversation = conversation, After = string.IsNullOrEmpty(after) ? null : after, State = StateOf(state, checks),
            Since = TimeOf("since", since, checks), Until = TimeOf("until", until, checks), Limit = QueryParameters.Limit(limit, Largest, fallback: 50, checks),
        };
        checks.Short("q", q).ThrowIfAny();
        await FunctionEndpoints.Reading(grains, account, function);
        var page = await Log(grains, account, function).Search(filter);
        return Results.Json(new InvocationsAnswer([.. page.Invocations.Select(i => InvocationAnswer.Of(i))]) { Next = page.Next }, V1Json.Relaxed.InvocationsAnswer);
    }

    private static async Task<IResult> Read(string account, string function, string invocation, HttpContext http, IGrainFactory grains)
    {
        V1Access.Open(http, account, V1Access.Programs);
        return Results.Json(InvocationAnswer.Of(await Find(grains, account, function, invocation), whole: true), V1Json.Relaxed.InvocationAnswer);
    }

    private static async Task<IResult> Replay(
        string account, string function, string invocation, HttpContext http, IGrainFactory grains, FunctionRunner runner, FunctionVersions versions)
    {
        V1Access.Open(http, account, V1Access.Programs);
        var recorded = await Find(grains, account, function, invocation);
        var definition = await versions.Find(account, function, recorded.Version) ?? throw new ProblemException(RefusalCodes.UnknownDeployment,
            $"The version {recorded.Version} that ran then is kept no longer; only what is written now and the last five deployments are.");
        var repetition = Invocations.Repeat(recorded, account, definition) ?? throw new ProblemException(RefusalCodes.UnknownInvocation,
            definition.Url is null ? "What reached this invocation was too large to be kept, so it can't be repeated." : "An HTTP function runs elsewhere and can't be repeated.");
        var run = await runner.Run(repetition, http.RequestAborted);
        var same = run.ErrorCode == recorded.ErrorCode && run.Result == recorded.Record!.Result;
        return FunctionEndpoints.Answer(RunAnswer.Of(run) with { Same = same });
    }

    private static async Task<IResult> Usage(string account, HttpContext http, IGrainFactory grains)
    {
        V1Access.Open(http, account, V1Access.Programs);
        var functions = await grains.GetGrain<IFunctionCatalogGrain>(account).List();
        var usages = await Task.WhenAll(functions.Select(async f => (f.Id, Usage: await Log(grains, account, f.Id).Usage())));
        return Results.Json(new UsageAnswer(
            usages.Sum(u => u.Usage.Invocations), usages.Sum(u => u.Usage.Succeeded), usages.Sum(u => u.Usage.Failed.Values.Sum()),
            [.. usages.Select(u => new FunctionUsageAnswer(u.Id, u.Usage.Invocations, u.Usage.Succeeded, u.Usage.Failed, u.Usage.Took.TotalMilliseconds))]),
            V1Json.Relaxed.UsageAnswer);
    }

    private static async Task<Invocation> Find(IGrainFactory grains, string account, string function, string invocation)
    {
        await FunctionEndpoints.Reading(grains, account, function);
        return await Log(grains, account, function).Read(invocation) ?? throw new ProblemException(RefusalCodes.UnknownInvocation,
            $"There is no invocation '{invocation}' among the newest 1000 of '{function}'; list them with GET functions/{function}/invocations.");
    }

    private static IInvocationLogGrain Log(IGrainFactory grains, string account, string function) => grains.GetGrain<IInvocationLogGrain>($"{account}/{function}");

    private static InvocationState? StateOf(string? text, FieldChecks checks)
    {
        if (string.IsNullOrEmpty(text)) return null;
        InvocationState? state = text switch
        {
            "SUCCEEDED" => InvocationState.Succeeded, "CODING_FAILURE" => InvocationState.CodingFailure, "PLATFORM_FAILURE" => InvocationState.PlatformFailure,
            "TIMEOUT" => InvocationState.Timeout, "UNKNOWN" => InvocationState.Unknown, _ => null,
        };
        checks.When(state is null, FieldFault.Invalid("state", "'state' must be SUCCEEDED, CODING_FAILURE, PLATFORM_FAILURE, TIMEOUT or UNKNOWN."));
        return state;
    }

    private static DateTimeOffset? TimeOf(string field, string? text, FieldChecks checks)
    {
        if (string.IsNullOrEmpty(text)) return null;
        var good = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time);
        checks.When(!good, FieldFault.Invalid(field, $"'{field}' must be a time such as 2026-11-21T18:00:00Z."));
        return good ? time : null;
    }
}
