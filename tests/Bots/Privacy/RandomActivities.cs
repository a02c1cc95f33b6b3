using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Conversations.Tests.Bots.Privacy;

/// <summary>
/// What a careless or hostile bot may send: private and public text, well and badly marked, in every place of an activity that is
/// known to hold text. What nobody but agents may see holds <see cref="Private"/>, what consumers must see <see cref="Public"/>.
/// </summary>
internal sealed class RandomActivities(Random random)
{
    public const string Private = "PRIVATE-";
    public const string Public = "PUBLIC-";

    private static readonly JsonNode?[] WrongAudiences = ["agents_and_managers", "AGENTS_AND_MANAGERS ", "ALL", "", 1, null, true, new JsonObject(), new JsonArray("AGENTS_AND_MANAGERS")];
    private int _number;

    /// <summary>How many words were marked public in activities that are well-formed.</summary>
    public List<string> Shown { get; } = [];

    public string Next()
    {
        var kind = random.Next(10);
        var activity = kind switch
        {
            < 3 => Plain(),
            < 5 => Marked(),
            < 8 => Several(),
            8 => WithAction(),
            _ => Event(),
        };
        if (random.Next(6) == 0) activity["entities"] = new JsonArray(new JsonObject { ["type"] = "x", ["note"] = "none" });
        return activity.ToJsonString(random.Next(2) == 0 ? JsonSerializerOptions.Default : JsonSerializerOptions.Web);
    }

    private JsonObject Plain()
    {
        var activity = new JsonObject { ["type"] = "message", ["text"] = Show() };
        var data = new JsonObject();
        if (random.Next(3) == 0) data["structuredContent"] = new JsonObject { ["type"] = "text", ["text"] = Show() };
        if (random.Next(3) == 0) data["mood"] = "sunny";
        // What came from the service with the request goes back to nobody.
        if (random.Next(3) == 0) data["context"] = new JsonObject { ["lpSdes"] = new JsonObject { ["note"] = Hide() } };
        if (random.Next(4) == 0) data["delay"] = new JsonObject { ["delay"] = random.Next(3), ["note"] = Hide() };
        if (data.Count > 0) activity["channelData"] = data;
        if (random.Next(4) == 0) activity["suggestedActions"] = new JsonObject { ["actions"] = new JsonArray(new JsonObject { ["type"] = "imBack", ["title"] = "yes", ["value"] = "yes" }) };
        return activity;
    }

    // All of an activity is private that says whom it is for, rightly or wrongly.
    private JsonObject Marked() => new()
    {
        ["type"] = random.Next(8) == 0 ? "event" : "message",
        ["name"] = Hide(),
        ["text"] = Hide(),
        ["speak"] = Hide(),
        ["summary"] = Hide(),
        ["value"] = new JsonObject { ["note"] = Hide() },
        ["attachments"] = new JsonArray(new JsonObject { ["contentType"] = "text/plain", ["content"] = Hide(), ["name"] = Hide() }),
        ["suggestedActions"] = new JsonObject { ["actions"] = new JsonArray(new JsonObject { ["title"] = Hide(), ["value"] = Hide() }) },
        ["entities"] = new JsonArray(new JsonObject { ["type"] = Hide() }),
        ["channelData"] = new JsonObject
        {
            ["messageAudience"] = Audience(),
            ["structuredContent"] = new JsonObject { ["text"] = Hide() },
            ["metadata"] = new JsonArray(new JsonObject { ["id"] = Hide() }),
            ["other"] = Hide(),
        },
    };

    private JsonObject Several()
    {
        var entries = new JsonArray();
        var count = random.Next(1, 6);
        for (var i = 0; i < count; i++) entries.Add(Entry());
        return new JsonObject { ["type"] = "message", ["text"] = random.Next(3) == 0 ? Show() : "", ["channelData"] = new JsonObject { ["multiMessage"] = entries } };
    }

    private JsonObject Entry() => random.Next(5) switch
    {
        0 => new JsonObject { ["type"] = "text", ["value"] = Show() },
        1 => new JsonObject { ["type"] = "delay", ["value"] = random.Next(3) },
        2 => new JsonObject { ["type"] = "structured-content", ["value"] = new JsonObject { ["metadata"] = new JsonArray(), ["structuredContent"] = new JsonObject { ["text"] = Show() } } },
        3 => new JsonObject { ["type"] = "private-message", ["value"] = new JsonObject { ["text"] = Hide(), ["messageAudience"] = Audience(), ["more"] = Hide() }, ["note"] = Hide() },
        _ => new JsonObject { ["type"] = "Private-Message", ["value"] = Hide() },
    };

    private JsonObject WithAction() => new()
    {
        ["type"] = "message",
        ["text"] = Hide(),
        ["channelData"] = new JsonObject
        {
            ["messageAudience"] = "AGENTS_AND_MANAGERS",
            ["action"] = new JsonObject
            {
                ["name"] = random.Next(2) == 0 ? "INVOCATION" : "CHANGE_TTR",
                ["parameters"] = new JsonObject { ["lambdaUuid"] = Hide(), ["payload"] = new JsonObject { ["note"] = Hide() }, ["ttrType"] = "NORMAL" },
            },
        },
    };

    private JsonObject Event() => new() { ["type"] = "event", ["name"] = Show(), ["value"] = new JsonObject { ["note"] = "none" }, ["channelData"] = new JsonObject { ["context"] = Hide() } };

    private JsonNode? Audience() => random.Next(2) == 0 ? "AGENTS_AND_MANAGERS" : WrongAudiences[random.Next(WrongAudiences.Length)]?.DeepClone();

    private string Hide() => Private + (++_number).ToString(CultureInfo.InvariantCulture);

    private string Show()
    {
        Shown.Add(Public + (++_number).ToString(CultureInfo.InvariantCulture));
        return Shown[^1];
    }
}
