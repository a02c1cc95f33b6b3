using System.Text.Json.Nodes;
using Conversations.Accounts.Schema;

namespace Conversations.Tests.AccountFolders;

public class The_schemas
{
    public static TheoryData<string> Names => [.. AccountSchemas.Files.Keys];

    /// <summary>Set UPDATE_SCHEMAS=1 to write them anew: <c>UPDATE_SCHEMAS=1 dotnet test</c>.</summary>
    [Theory, MemberData(nameof(Names))]
    public void in_the_repository_are_those_of_the_types(string name)
    {
        var file = Repository.Path("docs", "schema", name);
        if (Environment.GetEnvironmentVariable("UPDATE_SCHEMAS") is "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, AccountSchemas.Files[name]);
        }

        Assert.True(File.Exists(file) && File.ReadAllText(file) == AccountSchemas.Files[name], $"{file} is out of date; run UPDATE_SCHEMAS=1 dotnet test.");
    }

    [Theory, MemberData(nameof(Names))]
    public void point_only_to_what_they_define(string name)
    {
        var schema = JsonNode.Parse(AccountSchemas.Files[name])!.AsObject();
        var references = schema.ToJsonString().Split("\"$ref\":\"#/$defs/").Skip(1).Select(r => r[..r.IndexOf('"')]);
        Assert.All(references, r => Assert.NotNull(schema["$defs"]![r]));
    }

    [Fact]
    public void carry_keys_required_keys_ranges_and_descriptions()
    {
        var flow = JsonNode.Parse(AccountSchemas.Files["flow.schema.json"])!;
        Assert.Equal(["fallback"], flow["required"]!.AsArray().Select(r => (string?)r));
        Assert.False((bool)flow["additionalProperties"]!);
        var time = flow["$defs"]!["ProactiveMessage"]!["properties"]!["triggerTimeSeconds"]!;
        Assert.Equal(("integer", 1, 900), ((string?)time["type"], (int)time["minimum"]!, (int)time["maximum"]!));
        Assert.StartsWith("Trigger time (seconds)", (string?)time["description"]);
        Assert.Equal(["chatInstanceId", "message"], flow["$defs"]!["SendToChatInstance"]!["required"]!.AsArray().Select(r => (string?)r).Order());
    }

    [Theory, InlineData("account.yaml", "account"), InlineData("bots/orders.yaml", "bot"), InlineData("flows/orders.yaml", "flow"), InlineData("environments/chatty.yaml", "environment"), InlineData("functions/idle-transfer.yaml", "function")]
    public void are_referred_to_by_the_demo_account(string path, string schema)
    {
        var file = Repository.Path("accounts", "demo", path);
        var line = File.ReadLines(file).First();
        Assert.StartsWith("# yaml-language-server: $schema=", line);
        var target = Path.GetFullPath(line.Split('=')[1], Path.GetDirectoryName(file)!);
        Assert.Equal(Repository.Path("docs", "schema", $"{schema}.schema.json"), target);
    }
}
