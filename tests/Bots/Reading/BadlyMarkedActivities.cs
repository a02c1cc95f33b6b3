using System.Text.Json.Nodes;

namespace Conversations.Tests.Bots.Reading;

/// <summary>Activities by chance, right and wrong. Each text is there once; those that agents alone, or nobody, may see are known.</summary>
internal sealed class BadlyMarkedActivities(Random random)
{
    private static readonly JsonNode?[] WrongAudiences = ["agents_and_managers", "ALL", "", "AGENTS", 1, true, null, new JsonObject(), new JsonArray("AGENTS_AND_MANAGERS")];

    private int _texts;

    /// <summary>Texts that no consumer may be shown.</summary>
    public List<string> Hidden { get; } = [];

    public string Next()
    {
        var audience = random.Next(3);
        var activity = new JsonObject { ["type"] = Pick("message", "message", "message", "event", "endOfConversation", "typing"), ["name"] = "open" };
        var hidden = audience > 0;
        Maybe(activity, "text", () => Text(hidden));
        Maybe(activity, "speak", () => Text(hidden));
        Maybe(activity, "value", () => new JsonObject { ["v"] = Text(hidden) });
        Maybe(activity, "attachments", () => new JsonArray(new JsonObject { ["contentType"] = "text/plain", ["content"] = Text(hidden) }));
        Maybe(activity, "suggestedActions", () => new JsonObject { ["actions"] = new JsonArray(new JsonObject { ["title"] = Text(hidden) }) });
        var data = new JsonObject();
        Maybe(data, "own", () => Text(hidden));
        Maybe(data, "delay", () => new JsonObject { ["delay"] = random.Next(-1, 3), ["typing"] = random.Next(2) == 0 });
        Maybe(data, "structuredContent", () => new JsonObject { ["text"] = Text(hidden) });
        Maybe(data, "encodedMetadata", () => Pick("QQ==", "no base64"));
        Maybe(data, "multiMessage", () => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Entry(hidden))]));
        Maybe(data, "multimessage", () => Text(hidden: true));
        Maybe(data, "action", () => new JsonObject { ["name"] = Pick("TRANSFER", "INVOCATION", "NOTHING"), ["parameters"] = new JsonObject { ["skill"] = "support", ["lambdaUuid"] = "f", ["payload"] = Text(hidden: true) } });
        if (hidden) Mark(activity, data, audience == 1);
        activity["channelData"] = data;
        return activity.ToJsonString();
    }

    private JsonObject Entry(bool hidden) => random.Next(8) switch
    {
        0 or 1 => new JsonObject { ["type"] = "text", ["value"] = Text(hidden) },
        2 or 3 => new JsonObject { ["type"] = "private-message", ["value"] = new JsonObject { ["text"] = Text(hidden: true), ["messageAudience"] = random.Next(2) == 0 ? "AGENTS_AND_MANAGERS" : Wrong() } },
        4 => new JsonObject { ["type"] = "text", ["value"] = Text(hidden: true), ["messageAudience"] = Pick("AGENTS_AND_MANAGERS", "all") },
        5 => new JsonObject { ["type"] = "structured-content", ["value"] = new JsonObject { ["structuredContent"] = new JsonObject { ["text"] = Text(hidden) } } },
        6 => new JsonObject { ["type"] = "structured-content", ["value"] = new JsonObject { ["messageAudience"] = Wrong(), ["structuredContent"] = new JsonObject { ["text"] = Text(hidden: true) } } },
        _ => new JsonObject { ["type"] = Pick("delay", "private", "Private-Message"), ["value"] = Text(hidden: true) },
    };

    // Marked as it should be, or in one of the ways that are wrong.
    private void Mark(JsonObject activity, JsonObject data, bool right)
    {
        switch (right ? 0 : random.Next(1, 5))
        {
            case 0: data["messageAudience"] = "AGENTS_AND_MANAGERS"; break;
            case 1: data["messageAudience"] = Wrong(); break;
            case 2: data[Pick("MessageAudience", "messageaudience")] = "AGENTS_AND_MANAGERS"; break;
            case 3: activity["messageAudience"] = "AGENTS_AND_MANAGERS"; break;
            default: data["wrapped"] = new JsonArray(new JsonObject { ["messageAudience"] = Wrong() }); break;
        }
    }

    private JsonNode? Wrong() => WrongAudiences[random.Next(WrongAudiences.Length)]?.DeepClone();

    private string Text(bool hidden)
    {
        var text = $"text-{++_texts}.";
        if (hidden) Hidden.Add(text);
        return text;
    }

    private void Maybe(JsonObject parent, string name, Func<JsonNode> value)
    {
        if (random.Next(3) == 0) parent[name] = value();
    }

    private string Pick(params string[] words) => words[random.Next(words.Length)];
}
