using Conversations.Accounts;
using Conversations.Accounts.Loading;
using Conversations.Silo.Accounts;
using Conversations.Silo.Http.Bodies;

namespace Conversations.Silo.Http.V1;

/// <summary>The files of an account: shown, checked and replaced.</summary>
internal static class ConfigurationEndpoint
{
    /// <summary>Bytes of a whole account: functions and flows are larger than what other calls take.</summary>
    private const int Limit = 8 * 1024 * 1024;

    public static void MapConfiguration(this RouteGroupBuilder account)
    {
        account.MapPost("/configuration/check", Check)
            .Takes<CheckConfigurationRequest>().Produces<CheckedAnswer>().Produces<ConfigurationProblem>(400, "application/problem+json")
            .WithSummary("Checks the files of an account and changes nothing");
        account.MapGet("/configuration", Show)
            .Produces<ConfigurationAnswer>()
            .WithSummary("The files of an account, keys and secrets masked");
        account.MapPut("/configuration", Replace)
            .Takes<ReplaceConfigurationRequest>().Produces<ReplacedAnswer>().Produces<ConfigurationProblem>(400, "application/problem+json").Produces<Problem>(409, "application/problem+json")
            .WithSummary("Replaces all files of an account, which serves as they say when this is answered");
    }

    private static async Task<IResult> Check(string account, HttpContext http)
    {
        V1Access.Open(http, account, V1Access.Programs);
        var body = await JsonBody.Read(http.Request, V1Json.Relaxed.CheckConfigurationRequest, Limit);
        new FieldChecks().Required("files", body.Files is { Count: > 0 }).ThrowIfAny();
        // Whether a secret is set on this server is not for the caller to find out: each counts as set.
        var loading = AccountLoader.Load(account, body.Files!, static _ => "set");
        ConfigurationFault[] faults = [.. loading.Problems.Select(Fault)];
        return loading.Account is not null
            ? Results.Json(new CheckedAnswer(faults), V1Json.Relaxed.CheckedAnswer)
            : new ConfigurationProblemResult(faults);
    }

    private static IResult Show(string account, HttpContext http, ConfigurationChanges changes)
    {
        V1Access.Open(http, account, AccessRole.Admin);
        var (files, version) = changes.Read(account);
        return Results.Json(new ConfigurationAnswer(ConfigurationReview.Shown(files), version), V1Json.Relaxed.ConfigurationAnswer);
    }

    private static async Task<IResult> Replace(string account, HttpContext http, ConfigurationChanges changes)
    {
        V1Access.Open(http, account, AccessRole.Admin);
        var body = await JsonBody.Read(http.Request, V1Json.Relaxed.ReplaceConfigurationRequest, Limit);
        new FieldChecks().Required("files", body.Files is { Count: > 0 }).ThrowIfAny();
        var (review, version) = await Task.Run(() => changes.Replace(account, body.Files!, body.Version));
        ConfigurationFault[] faults = [.. review.Problems.Select(Fault)];
        return review.Refused
            ? new ConfigurationProblemResult(faults)
            : Results.Json(new ReplacedAnswer(version, faults), V1Json.Relaxed.ReplacedAnswer);
    }

    private static ConfigurationFault Fault(AccountProblem problem) =>
        new(problem.File, problem.Severity is ProblemSeverity.Warning ? $"Warning: {problem.Message}" : problem.Message) { Line = problem.Line };
}
