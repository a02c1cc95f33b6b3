using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Conversations.Cli.BotCheck.Running;

/// <summary>Sends requests to the bot, each once. It follows no redirect and talks to nobody else.</summary>
internal sealed class BotEndpoint(CheckSettings settings, CheckLog log, TimeProvider time) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public void Dispose() => _http.Dispose();

    /// <summary>Sends the request at this place. What becomes of it is in the log.</summary>
    public async Task Post(int place, string activity, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(settings.Timeout, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        var (fault, detail) = (RequestFault.None, (string?)null);
        var holds = false;
        try
        {
            using var request = Request(activity);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop.Token);
            log.Update(place, r => r with { Status = (int)response.StatusCode, StatusAt = log.Now });
            detail = response.Headers.Location?.OriginalString;
            await using var stream = await response.Content.ReadAsStreamAsync(stop.Token);
            var body = await BoundedBody.Read(stream, CheckLimits.MostResponseBytes, stop.Token);
            if (body is null) fault = RequestFault.TooLarge;
            else if (response.IsSuccessStatusCode) holds = TakeActivities(body, place);
            else if (body.Length > 0) detail ??= body;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            (fault, detail) = (RequestFault.TimedOut, $"not complete after {settings.Timeout.TotalSeconds:0.###} s");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            (fault, detail) = (FaultOf(e, log.Seen.Requests[place]), (e.InnerException ?? e).Message);
        }
        log.Update(place, r => r with { Fault = fault, Detail = detail, EndedAt = log.Now, HeldActivities = holds });
    }

    private HttpRequestMessage Request(string activity)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, settings.Endpoint) { Content = new StringContent(activity, Encoding.UTF8, "application/json") };
        // Bots that verify nobody may still refuse a token that they can't read, so there is none unless one was given.
        if (settings.Token is { } token) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return request;
    }

    // A server takes them even where it did not ask for them.
    private bool TakeActivities(string body, int place)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("activities", out var activities)
                || activities.ValueKind != JsonValueKind.Array) return false;
            foreach (var activity in activities.EnumerateArray())
            {
                log.Heard(activity.GetRawText(), seen => seen with { InResponseTo = place });
            }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static RequestFault FaultOf(Exception e, SentRequest request) => e switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError } => RequestFault.Unreachable,
        _ => request.StatusAt is null ? RequestFault.Lost : RequestFault.HalfBody,
    };
}
