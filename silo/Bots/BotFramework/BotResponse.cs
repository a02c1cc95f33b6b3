using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Conversations.Bots;
using Conversations.Effects;

namespace Conversations.Silo.Bots.BotFramework;

/// <summary>What a bot's HTTP answer means: taken, worth another try, or not.</summary>
internal static class BotResponse
{
    private const string Location = "Location";
    private const string RetryAfter = "Retry-After";

    public static BotAttempt Read(BotCall call, OutgoingAnswer answer, DateTimeOffset now) => answer switch
    {
        { Fault: OutgoingFault.Refused } => Failed(BotFaults.ServiceInterruption, answer.Detail!),
        { Fault: OutgoingFault.TimedOut } => Failed(BotFaults.TimedOut, answer.Detail!),
        { Fault: OutgoingFault.TooLarge } => Failed(BotFaults.BotError, answer.Detail!),
        { Status: null } => Failed(BotFaults.BotError, $"The bot could not be reached, or broke off: {answer.Detail}") with { IsWorthRepeating = true },
        { Status: >= 200 and < 300 } => Taken(call, answer),
        _ => Refused(call, answer, answer.Status.Value) with { RetryAfter = WaitOf(answer, now) },
    };

    /// <summary>The server does not listen yet.</summary>
    public static BotAttempt TooEarly(string bot) => Failed(BotFaults.TimedOut, $"The server did not come to listen within the time of '{bot}', so its answers would find nobody.");

    /// <summary>Anybody could answer in the bot's place.</summary>
    public static BotAttempt Unguarded(string bot) => Failed(BotFaults.ServiceInterruption,
        $"'{bot}' has no 'identity', and others than this machine reach this server, so anybody could speak for it; give the bot an identity.");

    private static BotAttempt Taken(BotCall call, OutgoingAnswer answer)
    {
        var taken = new BotAttempt { Status = answer.Status };
        if (string.IsNullOrWhiteSpace(answer.Body)) return Complete(call, taken, []);
        try
        {
            using var document = JsonDocument.Parse(answer.Body);
            var activities = document.RootElement.ValueKind is JsonValueKind.Object
                && document.RootElement.TryGetProperty("activities", out var list) && list.ValueKind is JsonValueKind.Array
                ? list
                : default(JsonElement?);
            // Else it is the answer to an invoke, or a word of the bot's host.
            return activities is { } said ? Complete(call, taken, [.. said.EnumerateArray().Select(a => a.GetRawText())]) : taken;
        }
        catch (JsonException) when (call.Bot.Connector!.ExpectReplies && IsJson(answer))
        {
            return Failed(BotFaults.BotError, "The bot's answer says that it is JSON and is not; it may have been cut off.") with { Status = answer.Status, IsWorthRepeating = true };
        }
        catch (JsonException)
        {
            return taken;
        }
    }

    // Where replies are expected this was all: nobody need wait for the end of the bot's time. Who greets nobody is no bot that failed.
    private static BotAttempt Complete(BotCall call, BotAttempt taken, ImmutableArray<string> activities) =>
        activities.IsEmpty && call.Bot.Connector!.ExpectReplies && call.Request.Kind.NeedsAnswer()
            ? Failed(BotFaults.EmptyAnswer, "The bot took the request and answered nothing, although its replies are expected in the HTTP response.") with { Status = taken.Status }
            : taken with { Answer = new BotAnswer { Activities = activities } };

    private static BotAttempt Refused(BotCall call, OutgoingAnswer answer, int status) => status switch
    {
        401 or 403 => Failed(BotFaults.ServiceInterruption,
            $"'{call.Bot.Name}' answered {status}: it does not accept this server{(call.Bot.Connector!.Identity is null ? ", which has no 'identity' to show" : "'s tokens; compare issuer and app id")}."),
        < 400 => Failed(BotFaults.BotError, $"'{call.Bot.Name}' answered {status}{To(answer)}; redirects are not followed, give the final address as 'endpoint'."),
        408 or 429 or >= 500 => Failed(BotFaults.BotError, $"'{call.Bot.Name}' answered {status}.") with { IsWorthRepeating = true },
        _ => Failed(BotFaults.BotError, $"'{call.Bot.Name}' answered {status}: it refuses the request, so it is not repeated."),
    } with { Status = status };

    private static string To(OutgoingAnswer answer) => answer.Headers.TryGetValue(Location, out var to) ? $" to '{to}'" : "";

    private static bool IsJson(OutgoingAnswer answer) =>
        answer.Headers.TryGetValue("Content-Type", out var type) && type.Contains("json", StringComparison.OrdinalIgnoreCase);

    private static TimeSpan? WaitOf(OutgoingAnswer answer, DateTimeOffset now)
    {
        if (!answer.Headers.TryGetValue(RetryAfter, out var value)) return null;
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return TimeSpan.FromSeconds(seconds);
        return DateTimeOffset.TryParseExact(value, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) && at > now ? at - now : null;
    }

    private static BotAttempt Failed(string fault, string detail) => new() { Fault = fault, Detail = detail };
}
