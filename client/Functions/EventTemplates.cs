using System.Text.Json.Nodes;

namespace Conversations.Cli.Functions;

/// <summary>For each messaging event a function to begin with, and an example of what functions on it are told.</summary>
internal static class EventTemplates
{
    /// <summary>Short names of the messaging events, such as <c>new-conversation</c>, and their ids.</summary>
    public static IReadOnlyDictionary<string, string> Events { get; } =
        MessagingEvents.All.ToDictionary(e => ShortName(e.Value), e => e.Key, StringComparer.Ordinal);

    /// <summary>The short name of an event that is given by short name, name or id.</summary>
    public static string NameOf(string written) =>
        Events.ContainsKey(written) ? written
        : MessagingEvents.IdOf(written) is { } id ? ShortName(MessagingEvents.All[id])
        : throw new CliException(ExitCodes.Usage, $"There is no messaging event '{written}'; give one of {string.Join(", ", Events.Keys.Order(StringComparer.Ordinal))}.");

    /// <summary>The JavaScript to begin with.</summary>
    public static string Code(string name) => Read($"{name}.js");

    /// <summary>An example payload.</summary>
    public static string Payload(string name)
    {
        var all = JsonNode.Parse(Read("payloads.json"))!;
        var payload = new JsonObject { ["general"] = all["general"]!.DeepClone() };
        foreach (var (field, value) in all["events"]![name]!.AsObject())
        {
            if (field is "cbotEventType") payload["general"]![field] = value!.DeepClone();
            else payload[field] = field is "idle" ? all["idle"]!.DeepClone() : value!.DeepClone();
        }
        return payload.ToJsonString();
    }

    private static string ShortName(string name) => name["Messaging ".Length..].ToLowerInvariant().Replace(' ', '-');

    private static string Read(string file)
    {
        using var stream = typeof(EventTemplates).Assembly.GetManifestResourceStream($"functions/{file}")
            ?? throw new InvalidOperationException($"The file '{file}' is not part of this program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
