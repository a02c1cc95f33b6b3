using System.Collections.Immutable;
using System.ComponentModel;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Conversations.Accounts.Schema;

/// <summary>JSON Schemas of the account format, exported from the document records, for editors that complete and check YAML.</summary>
public static class AccountSchemas
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.Strict,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>File name to schema.</summary>
    public static ImmutableSortedDictionary<string, string> Files { get; } = new Dictionary<string, string>
    {
        ["account.schema.json"] = Export(typeof(AccountDocument)),
        ["bot.schema.json"] = Export(typeof(BotDocument)),
        ["environment.schema.json"] = Export(typeof(EnvironmentDocument)),
        ["flow.schema.json"] = Export(typeof(FlowDocument)),
        ["function.schema.json"] = Export(typeof(FunctionDocument)),
        ["scenario.schema.json"] = Export(typeof(Simulation.Schema.ScenarioDocument)),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static string Export(Type root)
    {
        var definitions = new SortedDictionary<string, JsonNode>(StringComparer.Ordinal);
        var rules = new SchemaRules(root, definitions);
        var exporter = new JsonSchemaExporterOptions { TransformSchemaNode = rules.Apply, TreatNullObliviousAsNonNullable = true };
        var schema = Options.GetJsonSchemaAsNode(root, exporter).AsObject();
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", root.GetCustomAttribute<DisplayNameAttribute>()!.DisplayName);
        if (definitions.Count > 0)
        {
            schema["$defs"] = new JsonObject(definitions.Select(d => KeyValuePair.Create(d.Key, (JsonNode?)d.Value)));
        }

        return schema.ToJsonString(Options) + "\n";
    }
}
