using System.Collections.Immutable;
using Conversations.Accounts;
using Conversations.Accounts.Loading;

namespace Conversations.Webhooks;

/// <summary>What a webhook must be like.</summary>
public static class WebhookCheck
{
    /// <summary>Shorter secrets are refused.</summary>
    public const int ShortestSecret = 16;
    private const int LongestSecret = 200;
    private const int LongestUrl = 2_000;

    /// <summary>Why requests can't go there; null when they can.</summary>
    public static string? FaultOfUrl(string url, Account account) => url.Length > LongestUrl
        ? $"'url' has {url.Length} characters; at most {LongestUrl} are allowed."
        : AllowedUrls.FaultOf(url, account.AllowedHosts) is { } fault ? $"'url' can't be called: {fault}." : null;

    /// <summary>Why these are not kinds of events; null when they are.</summary>
    public static string? FaultOfEvents(ImmutableArray<string> events)
    {
        foreach (var name in events)
        {
            if (name != WebhookFilter.Any && !EventKinds.All.Any(kind => EventKinds.Is(kind, name)))
            {
                return $"'events' has '{name}', which is no kind of event; give '*' or some of {string.Join(", ", EventKinds.All)}.";
            }
        }
        return events.Length > EventKinds.All.Length ? $"'events' has {events.Length} kinds, more than there are; give each once." : null;
    }

    /// <summary>Why nothing can be signed with it; null when it can.</summary>
    public static string? FaultOfSecret(string secret) => secret.Length is >= ShortestSecret and <= LongestSecret
        ? null
        : $"'secret' has {secret.Length} characters; give {ShortestSecret} to {LongestSecret}, or leave it out and one is made.";
}
