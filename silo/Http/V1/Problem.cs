using System.Globalization;
using System.Text.Json.Serialization;
using Conversations.Silo.Http.Bodies;

namespace Conversations.Silo.Http.V1;

/// <summary>An error of the v1 surface, RFC 9457.</summary>
internal sealed record Problem
{
    public required string Type { get; init; }
    public required string Title { get; init; }
    public required int Status { get; init; }
    public required string Code { get; init; }
    public required string Detail { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public IReadOnlyList<FieldFault>? Errors { get; init; }

    public static Problem Of(string code, string detail, IReadOnlyList<FieldFault>? faults = null)
    {
        var (status, title) = ProblemCodes.Describe(code);
        return new() { Type = $"urn:conversations:problem:{code}", Title = title, Status = status, Code = code, Detail = detail, Errors = faults };
    }

    public IResult AsResult() => new ProblemResult(this);
}

/// <summary>Writes a problem, with <c>Retry-After</c> where trying again later helps.</summary>
internal sealed class ProblemResult(Problem problem) : IResult
{
    /// <summary>How to sign in, where that is asked for. Default <c>Bearer</c>.</summary>
    public string Challenge { get; init; } = "Bearer";

    /// <summary>When to try again, where that helps. Default after a second.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(1);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = problem.Status;
        if (problem.Status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests)
        {
            response.Headers.RetryAfter = Math.Ceiling(RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }
        if (problem.Status is StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = Challenge;
        }
        return response.WriteAsJsonAsync(problem, V1Json.Relaxed.Problem, "application/problem+json", httpContext.RequestAborted);
    }
}
