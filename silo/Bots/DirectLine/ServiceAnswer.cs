using System.Globalization;
using System.Text.Json;
using Conversations.Bots;
using Conversations.Effects;

namespace Conversations.Silo.Bots.DirectLine;

/// <summary>What a Direct Line service answered, and what that means.</summary>
internal sealed record ServiceAnswer(OutgoingAnswer Http, DateTimeOffset At)
{
    private static readonly TimeSpan DefaultPause = TimeSpan.FromSeconds(1);

    public int? Status => Http.Status;

    /// <summary>Services differ: 201 by the book, 200 from some that start a conversation, 204 for what needs no id.</summary>
    public bool IsOk => Status is 200 or 201 or 202 or 204;

    /// <summary>The service does not know the conversation any more. Some say 400 to that, with nothing in it.</summary>
    public bool IsLost => Status is 404 or 410 || (Status is 400 && string.IsNullOrWhiteSpace(Http.Body));

    /// <summary>We are not let in, or may not go there: no repeat changes that.</summary>
    public bool IsForbidden => Status is 401 or 403 || Http.Fault is OutgoingFault.Refused;

    /// <summary>How long the service wants to be left alone; null when it does not say that it is too much.</summary>
    public TimeSpan? Pause => Status is 429 ? RetryAfter : null;

    /// <summary>The same may do better when it is sent again.</summary>
    public bool IsWorthRepeating => Http.Fault is OutgoingFault.Unreachable || Status is >= 500 and <= 599;

    public bool IsTimedOut => Http.Fault is OutgoingFault.TimedOut;

    /// <summary>A text or number of its JSON; null when there is none.</summary>
    public string? Text(string name)
    {
        if (string.IsNullOrWhiteSpace(Http.Body)) return null;
        try
        {
            using var json = JsonDocument.Parse(Http.Body);
            if (json.RootElement.ValueKind is not JsonValueKind.Object || !json.RootElement.TryGetProperty(name, out var value)) return null;
            var text = value.ValueKind is JsonValueKind.String ? value.GetString() : value.ValueKind is JsonValueKind.Number ? value.GetRawText() : null;
            return string.IsNullOrEmpty(text) ? null : text;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The failure that it is, as a try of the request.</summary>
    public BotAttempt Failed(string what) => new()
    {
        Status = Status,
        Fault = IsTimedOut ? BotFaults.TimedOut : IsForbidden ? BotFaults.ServiceInterruption : BotFaults.BotError,
        Detail = Status is { } status ? $"The Direct Line service answered {status} to {what}.{Hint(status)}" : $"{what}: {Http.Detail}",
        IsWorthRepeating = IsWorthRepeating,
    };

    private string Hint(int status) => status switch
    {
        401 or 403 => " Look at the bot's secret and at the channel's settings.",
        404 => " Look at the bot's endpoint: it ends where '/conversations' begins.",
        >= 300 and <= 399 => " Redirects are not followed; give the address that it leads to.",
        429 => $" It wants to be left alone for {RetryAfter.TotalSeconds:0.###} s, which is longer than the bot's time.",
        _ => "",
    };

    private TimeSpan RetryAfter
    {
        get
        {
            if (!Http.Headers.TryGetValue("Retry-After", out var text)) return DefaultPause;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return TimeSpan.FromSeconds(seconds);
            if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var until)) return DefaultPause;
            return until > At ? until - At : TimeSpan.Zero;
        }
    }
}
