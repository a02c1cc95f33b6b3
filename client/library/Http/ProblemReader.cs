using System.Collections.Immutable;
using System.Net;
using System.Text.Json;

namespace Conversations.Client.Http;

/// <summary>From an answer that is no success to the exception it means.</summary>
internal static class ProblemReader
{
    // An answer that is larger is no problem document of ours.
    private const int LargestProblem = 1 << 20;

    public static async Task<ConversationsException> Read(HttpResponseMessage response, CancellationToken cancellation)
    {
        var status = (int)response.StatusCode;
        var problem = await Parse(response, cancellation);
        var code = problem?.Code ?? response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => ClientErrorCodes.Unauthorized,
            HttpStatusCode.Forbidden => ClientErrorCodes.Forbidden,
            HttpStatusCode.TooManyRequests => ClientErrorCodes.RateLimited,
            _ => ClientErrorCodes.UnexpectedAnswer,
        };
        var detail = problem?.Detail ?? problem?.Title
            ?? $"{response.RequestMessage?.RequestUri} answered {status} without a reason; is it a conversations server?";
        return new ConversationsException(code, detail, status)
        {
            RetryAfter = After(response),
            // A gateway between may have passed the call on before it failed.
            OutcomeUnknown = code is ClientErrorCodes.JournalUnavailable || (problem?.Code is null && status >= 500),
        };
    }

    /// <summary>The problems of a configuration that was refused; null when the answer is refused for another reason.</summary>
    public static async Task<ImmutableArray<ConfigurationFault>?> Configuration(HttpResponseMessage response, CancellationToken cancellation)
    {
        if (response.StatusCode != HttpStatusCode.BadRequest || await Parse(response, cancellation) is not { Errors: { ValueKind: JsonValueKind.Array } errors })
        {
            return null;
        }
        try
        {
            return [.. errors.EnumerateArray().Select(e => e.Deserialize(WireJson.Relaxed.ConfigurationFault)!)];
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async Task<ProblemAnswer?> Parse(HttpResponseMessage response, CancellationToken cancellation)
    {
        if (response.Content.Headers.ContentType?.MediaType is not ("application/problem+json" or "application/json"))
        {
            return null;
        }
        try
        {
            await response.Content.LoadIntoBufferAsync(LargestProblem, cancellation);
            await using var body = await response.Content.ReadAsStreamAsync(cancellation);
            body.Position = 0;
            return await JsonSerializer.DeserializeAsync(body, WireJson.Relaxed.ProblemAnswer, cancellation);
        }
        catch (Exception e) when (e is JsonException or HttpRequestException or IOException)
        {
            return null;
        }
    }

    private static TimeSpan? After(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        // A date is read by this machine's clock, which may be wrong; half a minute is a fair guess.
        { Date: not null } => TimeSpan.FromSeconds(30),
        _ => null,
    };
}
