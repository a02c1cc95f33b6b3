using Conversations.Accounts.Loading;
using Conversations.Silo.Http.Bodies;

namespace Conversations.Silo.Http.V1;

/// <summary>Tells what is wrong with the files of an account before anybody puts them in place.</summary>
internal static class ConfigurationEndpoint
{
    public static void MapConfiguration(this RouteGroupBuilder account) =>
        account.MapPost("/configuration/check", Check)
            .Takes<CheckConfigurationRequest>().Produces<CheckedAnswer>().Produces<ConfigurationProblem>(400, "application/problem+json")
            .WithSummary("Checks the files of an account and changes nothing");

    private static async Task<IResult> Check(string account, HttpContext http)
    {
        V1Access.Open(http, account, V1Access.Programs);
        var body = await JsonBody.Read(http.Request, V1Json.Relaxed.CheckConfigurationRequest);
        new FieldChecks().Required("files", body.Files is { Count: > 0 }).ThrowIfAny();
        // Whether a secret is set on this server is not for the caller to find out: each counts as set.
        var loading = AccountLoader.Load(account, body.Files!, static _ => "set");
        ConfigurationFault[] faults = [.. loading.Problems.Select(Fault)];
        return loading.Account is not null
            ? Results.Json(new CheckedAnswer(faults), V1Json.Relaxed.CheckedAnswer)
            : new ConfigurationProblemResult(faults);
    }

    private static ConfigurationFault Fault(AccountProblem problem) =>
        new(problem.File, problem.Severity is ProblemSeverity.Warning ? $"Warning: {problem.Message}" : problem.Message) { Line = problem.Line };
}
