using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Conversations.Silo.Bots;
using Conversations.Silo.Http.BotFramework;

namespace Conversations.Silo.Http.Connector;

/// <summary>Checks that what a bot sent is an activity at all, and says to which it replies. What it means is for the rules to find out.</summary>
internal static class ReceivedActivity
{
    private const string Type = "type";
    private const string ReplyTo = "replyToId";
    private const string Id = "id";

    /// <summary>One activity as JSON text.</summary>
    /// <param name="body">What came.</param>
    /// <param name="replyTo">The id in the address, which wins over the one in the body; null for none.</param>
    /// <param name="id">What it is called when it does not say; null for nothing.</param>
    /// <exception cref="BotFrameworkFault">It is none.</exception>
    public static string Read(ReadOnlyMemory<byte> body, string? replyTo, string? id)
    {
        using var document = Parse(body);
        var root = document.RootElement;
        Check(root, "The body");
        var activity = Encoding.UTF8.GetString(body.Span);
        if (replyTo is not null && TextOf(root, ReplyTo) != replyTo) activity = ActivityText.With(activity, ReplyTo, replyTo);
        if (id is not null && IsUnnamed(root)) activity = ActivityText.With(activity, Id, id);
        return activity;
    }

    /// <summary>The activities of a transcript as JSON texts.</summary>
    /// <exception cref="BotFrameworkFault">It is none.</exception>
    public static IEnumerable<string> ReadTranscript(ReadOnlyMemory<byte> body)
    {
        using var document = Parse(body);
        if (ActivityText.Member(document.RootElement, "activities") is not { ValueKind: JsonValueKind.Array } list)
        {
            throw BotFrameworkFault.Bad("A transcript is an object with a list 'activities'.");
        }
        List<string> activities = [];
        foreach (var activity in list.EnumerateArray())
        {
            Check(activity, $"'activities[{activities.Count}]'");
            activities.Add(Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(activity)));
        }
        return activities;
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            throw BotFrameworkFault.Bad("The body is not valid JSON, or nested too deeply.");
        }
    }

    private static void Check(JsonElement activity, string what)
    {
        if (TextOf(activity, Type) is not { Length: > 0 })
        {
            throw BotFrameworkFault.Bad($"{what} is no activity: an activity is an object with a 'type', such as 'message'.");
        }
    }

    private static string? TextOf(JsonElement activity, string name) => ActivityText.Member(activity, name) is { } value ? ActivityText.Text(value) : null;

    // A text that can't be read is a name all the same: the rules refuse it, whether or not the request has an id.
    private static bool IsUnnamed(JsonElement activity) =>
        ActivityText.Member(activity, Id) is not { ValueKind: JsonValueKind.String } id || id.ValueEquals(""u8);
}
