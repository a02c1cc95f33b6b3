using System.Text;
using Conversations.Accounts;
using Conversations.Accounts.Loading;
using Conversations.Effects;

namespace Conversations.Silo.Effects;

/// <summary>Sends the requests of flows: to allow-listed hosts only, without redirects, with bounded time and size.</summary>
internal sealed class HttpIntegrationClient(
    HttpClient http, IAccounts accounts, SelfAddress self, IHostApplicationLifetime lifetime, RunningEffects effects, TimeProvider time) : IIntegrationClient
{
    /// <summary>What a response may hold at most.</summary>
    public const int ResponseLimit = 1_000_000;

    /// <summary>A client that follows no redirect and keeps no cookie: both would leave the allow-list or mix conversations.</summary>
    public static HttpClient NewClient() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, UseCookies = false, UseProxy = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    {
        MaxResponseContentBufferSize = ResponseLimit,
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public async Task<EffectOutcome> Call(ConversationKey conversation, HttpIntegration integration)
    {
        if (accounts.Find(conversation.Account) is not { } account) return Failed("refused", $"There is no account '{conversation.Account}' any more.");
        if (!Uri.TryCreate(self.Fill(integration.Url), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            return Failed("refused", $"'{integration.Url}' is no http or https address.");
        }
        if (HasDotSegment(integration.Url)) return Failed("refused", $"'{integration.Url}' has a '.' or '..' in its path.");
        if (!Allowed(account, url)) return Failed("refused", $"'{url.Authority}' is not among the account's allowedHosts; add it there.");
        using var timeout = new CancellationTokenSource(integration.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, effects.GivenUp);
        try
        {
            using var request = Request(conversation, integration, account, url);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseContentRead, either.Token);
            return ResponseMapping.Outcome(integration, (int)response.StatusCode, await response.Content.ReadAsStringAsync(either.Token));
        }
        catch (Exception) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // An answer is taken while the server stops, but no failure: that may come of the stop, when the request went to this
            // server itself. It stays promised and is sent again after the restart.
            throw new OperationCanceledException(lifetime.ApplicationStopping);
        }
        catch (OperationCanceledException)
        {
            return ResponseMapping.TimedOut(integration);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or FormatException or InvalidOperationException)
        {
            return Failed("unreachable", fault.Message);
        }
    }

    private bool Allowed(Account account, Uri url) =>
        AllowedHosts.Allow(account.AllowedHosts, url) || (account.AllowedHosts.Contains("self") && self.Is(url));

    // A value of "." or ".." survives percent-encoding and would lead to another path than the flow says.
    private static bool HasDotSegment(string url) => url.Split('?', '#')[0].Split('/').Any(part => part is "." or "..");

    private static HttpRequestMessage Request(ConversationKey conversation, HttpIntegration integration, Account account, Uri url)
    {
        var request = new HttpRequestMessage(new HttpMethod(integration.Method), url);
        if (integration.Body is { } body) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.Add("Idempotency-Key", $"{conversation}/{integration.Key}");
        foreach (var (name, value) in integration.Headers)
        {
            var filled = Secrets.Fill(value, account);
            if (request.Headers.TryAddWithoutValidation(name, filled) || request.Content is null) continue;
            request.Content.Headers.Remove(name);
            request.Content.Headers.TryAddWithoutValidation(name, filled);
        }
        return request;
    }

    private static EffectOutcome Failed(string error, string detail) => new() { Succeeded = false, Error = error, Detail = detail };
}
