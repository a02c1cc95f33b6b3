namespace Conversations.Silo.Http.V1;

/// <summary>A problem whose errors are places in files.</summary>
internal sealed record ConfigurationProblem
{
    public required string Type { get; init; }
    public required string Title { get; init; }
    public required int Status { get; init; }
    public required string Code { get; init; }
    public required string Detail { get; init; }
    public required IReadOnlyList<ConfigurationFault> Errors { get; init; }

    public static ConfigurationProblem Of(ConfigurationFault[] faults)
    {
        var plain = Problem.Of(ProblemCodes.InvalidConfiguration, $"{faults.Length} of what the files say can't be used; nothing was changed.");
        return new() { Type = plain.Type, Title = plain.Title, Status = plain.Status, Code = plain.Code, Detail = plain.Detail, Errors = faults };
    }

    public IResult AsResult() => Results.Json(this, V1Json.Relaxed.ConfigurationProblem, "application/problem+json", Status);
}
