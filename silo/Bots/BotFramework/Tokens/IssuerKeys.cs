using System.Collections.Concurrent;
using System.Text.Json;
using Conversations.Accounts;
using Conversations.Effects;
using Microsoft.IdentityModel.Tokens;

namespace Conversations.Silo.Bots.BotFramework.Tokens;

/// <summary>
/// The keys of those who sign bots' tokens, found by OpenID Connect discovery at addresses that the account allows. A key that is not known
/// is asked for at once, but nobody is asked more than once a minute, whatever tokens strangers send.
/// </summary>
internal sealed class IssuerKeys(IOutgoingHttp http, TimeProvider time)
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Life = TimeSpan.FromHours(24);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<(string Account, string Metadata), Entry> _known = new();

    /// <summary>The keys that may have signed a token that names <paramref name="keyId"/>.</summary>
    /// <exception cref="IssuerUnavailableException">None are known, and they can't be had now.</exception>
    public async Task<IReadOnlyList<SecurityKey>> Find(Account account, string metadata, string? keyId, CancellationToken cancellation)
    {
        var entry = _known.GetOrAdd((account.Id, metadata), _ => new Entry());
        await entry.Gate.WaitAsync(cancellation);
        try
        {
            var now = time.GetUtcNow();
            var known = entry.Keys is { } keys && now < entry.FetchedAt + Life && (keyId is null || keys.Any(k => k.KeyId == keyId));
            if (!known && now >= entry.AskedAt + AskAgain)
            {
                entry.AskedAt = now;
                entry.Learn(await Fetch(account, metadata, cancellation), now);
            }
            return entry.Keys ?? throw new IssuerUnavailableException(
                $"The keys of the bot's issuer can't be had from '{metadata}': {entry.Fault ?? "nobody answered"}");
        }
        finally
        {
            entry.Gate.Release();
        }
    }

    private async Task<Fetched> Fetch(Account account, string metadata, CancellationToken cancellation)
    {
        try
        {
            using var configuration = JsonDocument.Parse(await Get(account, metadata, cancellation));
            if (configuration.RootElement is not { ValueKind: JsonValueKind.Object } root || !root.TryGetProperty("jwks_uri", out var uri) || uri.GetString() is not { } where)
            {
                return new(null, "it names no 'jwks_uri'.");
            }
            return new([.. new JsonWebKeySet(await Get(account, where, cancellation)).GetSigningKeys()], null);
        }
        catch (Exception fault) when (fault is IssuerUnavailableException or JsonException or ArgumentException or InvalidOperationException)
        {
            return new(null, fault.Message);
        }
    }

    private async Task<string> Get(Account account, string url, CancellationToken cancellation)
    {
        var answer = await http.Send(account, new OutgoingRequest { Method = "GET", Url = url, Timeout = Patience }, cancellation);
        return answer is { Status: 200, Body: { } body } ? body : throw new IssuerUnavailableException(answer.Detail ?? $"'{url}' answered {answer.Status}.");
    }

    private sealed class Entry
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);
        public IReadOnlyList<SecurityKey>? Keys { get; private set; }
        public DateTimeOffset FetchedAt { get; private set; }
        public DateTimeOffset AskedAt { get; set; }
        public string? Fault { get; private set; }

        // What was known stays so while it can't be had anew.
        public void Learn(Fetched fetched, DateTimeOffset now)
        {
            Fault = fetched.Fault;
            if (fetched.Keys is not { } keys) return;
            (Keys, FetchedAt) = (keys, now);
        }
    }

    private readonly record struct Fetched(IReadOnlyList<SecurityKey>? Keys, string? Fault);
}

/// <summary>Who signs a bot's tokens can't be asked for the keys.</summary>
internal sealed class IssuerUnavailableException(string message) : Exception(message);
