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
        var loading = AccountLoader.Check(account, body.Files!);
        ConfigurationFault[] faults = [.. loading.Problems.Select(p => p.ToFault())];
        return loading.Account is not null
            ? Results.Json(new CheckedAnswer(faults), V1Json.Relaxed.CheckedAnswer)
            : ConfigurationProblem.Of(faults).AsResult();
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
        ConfigurationFault[] faults = [.. review.Problems.Select(p => p.ToFault())];
        return review.Refused
            ? ConfigurationProblem.Of(faults).AsResult()
            : Results.Json(new ReplacedAnswer(version, faults), V1Json.Relaxed.ReplacedAnswer);
    }
}
