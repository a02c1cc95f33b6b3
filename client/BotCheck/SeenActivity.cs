using System.Text.Json;
using Conversations.Bots;

namespace Conversations.Cli.BotCheck;

/// <summary>An activity of the bot, as a server reads it.</summary>
internal sealed record SeenActivity
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public required TimeSpan At { get; init; }
    public required BotReading Reading { get; init; }
    /// <summary>The request in whose response it came, by its place; null when the bot called.</summary>
    public int? InResponseTo { get; init; }
    /// <summary>The activity id in the path of the bot's call.</summary>
    public string? PathReplyTo { get; init; }
    /// <summary>Where it says that answers are to go.</summary>
    public string? ServiceUrl { get; init; }
    /// <summary>It is a part of an answer that comes bit by bit.</summary>
    public bool IsStreamed { get; init; }

    /// <summary>It is JSON, and has no type.</summary>
    public bool IsUntyped => Reading.Type.Length == 0 && Reading.Refusals.Any(r => r.Part == "type");

    public bool IsTyping => Reading.Type == "typing";

    /// <summary>There is something in it that can be said or carried out.</summary>
    public bool IsUsable => Reading.Actions.Any(a => a is not BotEscalation);

    /// <summary>The request that it names: the path of the call wins over the body.</summary>
    public string? ReplyTo => PathReplyTo ?? Reading.ReplyToId;

    public static SeenActivity Read(string json, TimeSpan at, CheckSettings settings)
    {
        var seen = new SeenActivity { At = at, Reading = BotActivityReader.Read(json, new BotReadingRules(EncodedMetadata: true, settings.Type)) };
        try
        {
            using var document = JsonDocument.Parse(json, Lenient);
            return document.RootElement.ValueKind != JsonValueKind.Object ? seen : seen with
            {
                ServiceUrl = document.RootElement.TryGetProperty("serviceUrl", out var url) && url.ValueKind == JsonValueKind.String ? url.GetString() : null,
                IsStreamed = Streams(document.RootElement),
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // No JSON, or a text that is none: the reading says so already.
            return seen;
        }
    }

    private static bool Streams(JsonElement activity) =>
        activity.TryGetProperty("entities", out var entities) && entities.ValueKind == JsonValueKind.Array
        && entities.EnumerateArray().Any(e => e.ValueKind == JsonValueKind.Object
            && e.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.ValueEquals("streaminfo"));
}
