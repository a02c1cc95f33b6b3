using System.Collections.Immutable;
using Conversations.Accounts;

namespace Conversations.Effects;

/// <summary>The one way out to other servers: allow-listed hosts only, no redirect, bounded in time and size.</summary>
public interface IOutgoingHttp
{
    /// <summary>Does a request once. A failure is an answer, not an exception.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was cancelled, or the server is stopping and may itself be why the request failed.</exception>
    Task<OutgoingAnswer> Send(Account account, OutgoingRequest request, CancellationToken cancellation);
}

/// <summary>A request that leaves the service on behalf of an account.</summary>
public sealed record OutgoingRequest
{
    public required string Method { get; init; }
    /// <summary>May begin with <c>{$server}</c>.</summary>
    public required string Url { get; init; }
    public ImmutableDictionary<string, string> Headers { get; init; } = ImmutableDictionary<string, string>.Empty;
    /// <summary>JSON, unless the headers say otherwise; null for none.</summary>
    public string? Body { get; init; }
    /// <summary>The same in every repeat; the other side receives it as <c>Idempotency-Key</c>. Null for none.</summary>
    public string? IdempotencyKey { get; init; }
    public required TimeSpan Timeout { get; init; }
    /// <summary>Headers may name secrets of the account: it was its folder that wrote them.</summary>
    public bool MayNameSecrets { get; init; }
}

/// <summary>What came back.</summary>
public sealed record OutgoingAnswer
{
    /// <summary>Null when there was no answer.</summary>
    public int? Status { get; init; }
    /// <summary>By name, upper and lower case alike.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = ImmutableDictionary<string, string>.Empty;
    public string? Body { get; init; }
    public OutgoingFault Fault { get; init; }
    /// <summary>A sentence; null when there was an answer.</summary>
    public string? Detail { get; init; }
}

/// <summary>Why there was no answer.</summary>
public enum OutgoingFault
{
    None = 0,
    /// <summary>It may not go there; nothing was sent.</summary>
    Refused = 1,
    TimedOut = 2,
    Unreachable = 3,
    /// <summary>The answer is larger than is read.</summary>
    TooLarge = 4,
}
