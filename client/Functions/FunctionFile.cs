using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Conversations.Cli.Functions;

/// <summary>A function as files, in the form that an account's folder has: NAME.yaml, and NAME.js beside it.</summary>
internal sealed record FunctionFile(string Name, string Body)
{
    /// <summary>Reads the one file and the other beside it.</summary>
    public static FunctionFile Read(string path)
    {
        var yaml = Path.ChangeExtension(path, ".yaml");
        if (!File.Exists(yaml)) throw new CliException(ExitCodes.NotFound, $"There is no file '{yaml}'; write one with 'conversations functions new'.");
        var written = Parse(yaml);
        var body = new JsonObject
        {
            ["event"] = written.Event, ["description"] = written.Description, ["url"] = written.Url, ["timeoutSeconds"] = written.TimeoutSeconds,
        };
        if (written.Skills is { } skills) body["skillIds"] = new JsonArray([.. skills.Select(s => (JsonNode)s)]);
        if (written.Environment is { } environment) body["environment"] = new JsonObject(environment.Select(e => KeyValuePair.Create(e.Key, (JsonNode?)e.Value)));
        if (written.Url is null) body["code"] = Code(yaml, written.Code);
        return new(Path.GetFileNameWithoutExtension(yaml), body.ToJsonString());
    }

    private static string Code(string yaml, string? named)
    {
        var code = named is null ? Path.ChangeExtension(yaml, ".js") : Path.Combine(Path.GetDirectoryName(yaml) ?? "", Path.GetFileName(named));
        return File.Exists(code) ? File.ReadAllText(code) : throw new CliException(ExitCodes.NotFound, $"There is no file '{code}', which is to hold the code of '{yaml}'.");
    }

    private static Written Parse(string yaml)
    {
        try
        {
            return new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build().Deserialize<Written?>(File.ReadAllText(yaml)) ?? new();
        }
        catch (YamlException e)
        {
            throw new CliException(ExitCodes.Faults, $"{yaml}:{e.Start.Line}: {e.InnerException?.Message ?? e.Message}", e);
        }
    }

    private sealed class Written
    {
        public string? Event { get; set; }
        public List<string>? Skills { get; set; }
        public string? Description { get; set; }
        public string? Url { get; set; }
        public string? Code { get; set; }
        public double? TimeoutSeconds { get; set; }
        public Dictionary<string, string>? Environment { get; set; }
    }
}
