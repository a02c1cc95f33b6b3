using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Conversations.Accounts;
using Conversations.Bots;
using Conversations.Effects;
using Conversations.Silo.Bots.BotFramework;
using Conversations.Silo.Bots.BotFramework.Tokens;
using Conversations.Silo.Http.Bodies;
using Conversations.Silo.Http.Operators;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Conversations.Silo.Http.Connector;

/// <summary>Gives a bot a token for its secret, so that a bot of one's own needs no cloud. Source: RFC 6749, section 4.4.</summary>
internal static partial class BotTokenEndpoint
{
    private const int LargestForm = 8 * 1024;

    public static void MapBotTokens(this RouteGroupBuilder bots) =>
        bots.MapPost("/oauth2/v2.0/token", Issue).Accepts<IFormCollection>("application/x-www-form-urlencoded", "*/*").Produces<TokenBody>()
            .WithSummary("A token for a bot's client id and secret");

    private static async Task<IResult> Issue(
        string account, string bot, HttpContext http, IAccounts accounts, BotTokens tokens, ServiceAddress address, WrongTries tries, ILogger<BotTokens> log)
    {
        http.Response.Headers.CacheControl = "no-store";
        var from = http.Connection.RemoteIpAddress;
        if (tries.Wait(from) is not null) return Error(429, "temporarily_unavailable", "There were too many wrong secrets from this address; wait a minute.");
        if (await LimitedBody.Read(http.Request, LargestForm) is not { } body) return Error(400, "invalid_request", "The form is too large.");
        var form = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body.Span));
        if (One(form, "grant_type") is not "client_credentials") return Error(400, "unsupported_grant_type", "Send 'grant_type=client_credentials'.");
        var (id, secret) = Shown(http.Request, form);
        var identity = accounts.Find(account) is { } found ? found.Bots.GetValueOrDefault(bot)?.Connector?.Identity : null;
        // Everything is compared even where there is nothing to compare with: how long it takes says nothing.
        if (!(Expected(log, accounts.Find(account), identity, account, bot) is var expected & IsSame(id, identity?.AppId) & IsSame(secret, expected)))
        {
            tries.Add(from);
            return Error(401, "invalid_client", "The client id or the secret is wrong, or the bot gets no tokens here.");
        }
        var token = await tokens.OfBot(identity!.AppId, address.Of(account, bot), http.RequestAborted);
        return Results.Json(new TokenBody { ExpiresIn = (int)BotTokens.Life.TotalSeconds, AccessToken = token }, ConnectorJson.Relaxed.TokenBody);
    }

    private static (string? Id, string? Secret) Shown(HttpRequest request, Dictionary<string, StringValues> form)
    {
        if (!AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header) || header is not { Scheme: "Basic", Parameter: { } basic })
        {
            return (One(form, "client_id"), One(form, "client_secret"));
        }
        var bytes = new byte[basic.Length];
        var text = Convert.TryFromBase64String(basic, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : "";
        return text.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon
            ? (Uri.UnescapeDataString(text[..colon]), Uri.UnescapeDataString(text[(colon + 1)..]))
            : (null, null);
    }

    private static string? Expected(ILogger log, Account? account, BotIdentity? identity, string accountId, string bot)
    {
        if (account is null || identity?.ClientSecret is not { } secret) return null;
        try
        {
            return Secrets.Fill(secret, account);
        }
        catch (InvalidOperationException fault)
        {
            LogNoSecret(log, accountId, bot, fault.Message);
            return null;
        }
    }

    private static bool IsSame(string? shown, string? expected)
    {
        Span<byte> one = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> other = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(shown ?? ""), one);
        SHA256.HashData(Encoding.UTF8.GetBytes(expected ?? ""), other);
        return CryptographicOperations.FixedTimeEquals(one, other) & !string.IsNullOrEmpty(expected);
    }

    private static string? One(Dictionary<string, StringValues> form, string name) => form.TryGetValue(name, out var values) && values is [{ } value] ? value : null;

    private static IResult Error(int status, string error, string description) =>
        Results.Json(new TokenErrorBody { Error = error, Description = description }, ConnectorJson.Relaxed.TokenErrorBody, statusCode: status);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The bot {Account}/{Bot} asked for a token and can't get one: {Reason}")]
    private static partial void LogNoSecret(ILogger logger, string account, string bot, string reason);
}
