using System.Net;
using System.Security.Cryptography;
using System.Text;
using Conversations.Silo.Http.V1;
using Microsoft.Extensions.Options;

namespace Conversations.Silo.Http.Operators;

/// <summary>
/// Lets operators in: HTTP Basic, user <c>operator</c>, the key as the password. Without a key in the settings it says that nothing is
/// here, so that nobody can tell a server without operators from one without a dashboard.
/// </summary>
internal sealed partial class OperatorAccess(IOptions<OperatorsOptions> options, WrongTries tries, ILogger<OperatorAccess> log)
{
    private const string User = "operator";
    private const string Scheme = "Basic ";
    private const string Challenge = "Basic realm=\"operators\", charset=\"UTF-8\"";
    private const int LongestHeader = 2_048;
    private int _warned;

    /// <summary>Null when the request may go on, else what to answer.</summary>
    public IResult? Refusal(HttpContext http)
    {
        if (options.Value.Key is not { Length: > 0 } key)
        {
            return Problem.Of(ProblemCodes.UnknownAddress, $"{http.Request.Path} is not served; set Operators:Key to at least {OperatorsOptions.ShortestKey} characters.").AsResult();
        }
        var from = http.Connection.RemoteIpAddress;
        if (tries.Wait(from) is { } wait)
        {
            return new ProblemResult(Problem.Of(ProblemCodes.RateLimited, "There were too many wrong keys from this address; wait.")) { RetryAfter = wait };
        }
        if (http.Request.Headers.Authorization is not [{ } header])
        {
            return Ask("Sign in as 'operator' with the key of Operators:Key.");
        }
        if (!IsOperator(header, key))
        {
            tries.Add(from);
            LogWrong(log, from, http.Request.Path);
            return Ask("The user or the key is wrong.");
        }
        WarnOfPlainText(http, from);
        return null;
    }

    private static ProblemResult Ask(string detail) => new(Problem.Of(ProblemCodes.Unauthorized, detail)) { Challenge = Challenge };

    // Both are hashed and all is compared: how long it takes says nothing of the key, not even its length.
    private static bool IsOperator(string header, string key)
    {
        Span<byte> shown = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> expected = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Shown(header), shown);
        SHA256.HashData(Encoding.UTF8.GetBytes($"{User}:{key}"), expected);
        return CryptographicOperations.FixedTimeEquals(shown, expected);
    }

    // User and key as they came; nothing when the header is of another scheme or broken, and that is nobody's key.
    private static byte[] Shown(string header)
    {
        if (header.Length > LongestHeader || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return [];
        }
        var shown = new byte[header.Length];
        return Convert.TryFromBase64String(header[Scheme.Length..].Trim(), shown, out var length) ? shown[..length] : [];
    }

    private void WarnOfPlainText(HttpContext http, IPAddress? from)
    {
        if (!http.Request.IsHttps && from is not null && !IPAddress.IsLoopback(from) && Interlocked.Exchange(ref _warned, 1) is 0)
        {
            LogPlainText(log, from);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A wrong operator's key came from {From} for {Path}")]
    private static partial void LogWrong(ILogger logger, IPAddress? from, string path);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The operator's key came from {From} without TLS: whoever is on the way can read it. Put the server behind HTTPS; this is said once")]
    private static partial void LogPlainText(ILogger logger, IPAddress from);
}
