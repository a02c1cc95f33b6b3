using System.Text;
using Conversations.Accounts;
using Conversations.Effects;

namespace Conversations.Silo.Effects;

/// <inheritdoc />
internal sealed class OutgoingHttp(HttpMessageInvoker http, SelfAddress self, IHostApplicationLifetime lifetime, TimeProvider time) : IOutgoingHttp
{
    /// <summary>What a response may hold at most.</summary>
    public const int ResponseLimit = 1_000_000;

    /// <summary>A client that follows no redirect and keeps no cookie: both would leave the allow-list or mix conversations.</summary>
    public static HttpMessageInvoker NewClient() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, UseCookies = false, UseProxy = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    });

    public async Task<OutgoingAnswer> Send(Account account, OutgoingRequest request, CancellationToken cancellation)
    {
        var (url, refused) = Target(account, request);
        if (url is null) return new OutgoingAnswer { Fault = OutgoingFault.Refused, Detail = refused };
        using var end = new CancellationTokenSource(request.Timeout, time);
        using var given = cancellation.UnsafeRegister(static end => ((CancellationTokenSource)end!).Cancel(), end);
        try
        {
            return await Exchange(account, request, url, end.Token);
        }
        catch (Exception) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // An answer is taken while the server stops, but no failure: that may come of the stop, when the request went to this
            // server itself. What was promised stays promised and is sent again after the restart.
            throw new OperationCanceledException(lifetime.ApplicationStopping);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new OutgoingAnswer { Fault = OutgoingFault.TimedOut, Detail = $"'{url.Authority}' did not answer within {request.Timeout.TotalSeconds:0.###} s." };
        }
        catch (HttpRequestException fault) when (fault.HttpRequestError is HttpRequestError.ConfigurationLimitExceeded)
        {
            return new OutgoingAnswer { Fault = OutgoingFault.TooLarge, Detail = $"The answer of '{url.Authority}' is larger than {ResponseLimit} bytes, or its headers are too large." };
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or FormatException or InvalidOperationException)
        {
            return new OutgoingAnswer { Fault = OutgoingFault.Unreachable, Detail = fault.Message };
        }
    }

    private async Task<OutgoingAnswer> Exchange(Account account, OutgoingRequest request, Uri url, CancellationToken cancellation)
    {
        using var message = Message(account, request, url);
        using var response = await http.SendAsync(message, cancellation);
        await response.Content.LoadIntoBufferAsync(ResponseLimit, cancellation);
        return new OutgoingAnswer
        {
            Status = (int)response.StatusCode, Headers = HeadersOf(response), Body = await response.Content.ReadAsStringAsync(cancellation),
        };
    }

    // Where a request goes, or why it may not.
    private (Uri? Url, string? Refused) Target(Account account, OutgoingRequest request)
    {
        if (!Uri.TryCreate(self.Fill(request.Url), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            return (null, $"'{request.Url}' is no http or https address.");
        }
        if (HasDotSegment(request.Url)) return (null, $"'{request.Url}' has a '.' or '..' in its path.");
        return self.Allows(account, url) ? (url, null) : (null, $"'{url.Authority}' is not among the account's allowedHosts; add it there.");
    }

    // A value of "." or ".." survives percent-encoding and would lead to another path than the flow says.
    private static bool HasDotSegment(string url) => url.Split('?', '#')[0].Split('/').Any(part => part is "." or "..");

    private static HttpRequestMessage Message(Account account, OutgoingRequest request, Uri url)
    {
        var message = new HttpRequestMessage(new HttpMethod(request.Method), url);
        if (request.Body is { } body) message.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (request.IdempotencyKey is { } key) message.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        foreach (var (name, value) in request.Headers)
        {
            var filled = request.MayNameSecrets ? Secrets.Fill(value, account) : value;
            if (message.Headers.TryAddWithoutValidation(name, filled) || message.Content is null) continue;
            message.Content.Headers.Remove(name);
            message.Content.Headers.TryAddWithoutValidation(name, filled);
        }
        return message;
    }

    // As they came: nobody needs them parsed.
    private static Dictionary<string, string> HeadersOf(HttpResponseMessage response)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in response.Headers.NonValidated) headers[name] = values.ToString();
        foreach (var (name, values) in response.Content.Headers.NonValidated) headers[name] = values.ToString();
        return headers;
    }
}
