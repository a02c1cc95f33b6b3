using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Conversations.Silo.Http.V1;

namespace Conversations.Tests.Http;

/// <summary>Fields of v1 that take one of a few names: a number, or several names at once, would become a value that no rule knows.</summary>
public class When_a_field_takes_names
{
    private const string Conversation = "conversations/{c}";

    /// <summary>Calls with a place for what is sent as the name, and the path of that field.</summary>
    private static readonly (string Method, string Path, string Body, string Field)[] Fields =
    [
        ("POST", "conversations", """{"consumer":{"id":"c"},"type":#}""", "type"),
        ("POST", $"{Conversation}/messages", """{"from":{"id":"a","role":#},"text":"x"}""", "from.role"),
        ("POST", $"{Conversation}/messages", """{"from":{"id":"a","role":"AGENT","state":#},"text":"x"}""", "from.state"),
        ("POST", $"{Conversation}/messages", """{"from":{"id":"a","role":"AGENT"},"text":"x","audience":#}""", "audience"),
        ("POST", $"{Conversation}/participants", """{"id":"x","role":#}""", "role"),
        ("POST", $"{Conversation}/participants", """{"id":"x","role":"AGENT","state":#}""", "state"),
        ("POST", $"{Conversation}/close", """{"by":#}""", "by"),
        ("PUT", $"{Conversation}/ttr", """{"ttrType":#,"value":60}""", "ttrType"),
        ("POST", $"{Conversation}/commands", """[{"type":#,"text":"x","skillId":"support"}]""", "[0].type"),
        ("PUT", "agents/anna/presence", """{"state":#}""", "state"),
        ("PUT", "bots/partner/state", """{"state":#}""", "state"),
    ];

    private static readonly string[] NoNames = ["77", "1", "-1", "\"77\"", "\"1\"", "\"+1\"", "\"CONSUMER,AGENT\"", "\"AGENT, CONTROLLER\"", "\"\"", "\" \"", "true", "[]"];

    public static TheoryData<string, string, string, string> EveryField { get; } = new(Fields);

    [Theory, MemberData(nameof(EveryField))]
    public async Task what_is_no_name_is_told_and_changes_nothing(string method, string path, string body, string field)
    {
        await using var server = await Server.Start();
        var id = (await server.Post("/v1/accounts/acme/conversations", HttpAccounts.Admin, """{"consumer":{"id":"c"}}""")).Text("id");
        var before = await All(server, id);
        foreach (var value in NoNames)
        {
            var sent = body.Replace("#", value, StringComparison.Ordinal);
            var reply = await server.Send(new HttpMethod(method), $"/v1/accounts/acme/{path.Replace("{c}", id, StringComparison.Ordinal)}", HttpAccounts.Admin, sent);
            Assert.Equal((sent, 400, "invalid_field"), (sent, reply.Status, reply.Code));
            var error = Assert.Single(reply.Json.GetProperty("errors").EnumerateArray());
            Assert.Equal((sent, field), (sent, error.GetProperty("field").GetString()));
            Assert.Contains("must be one of", error.GetProperty("message").GetString(), StringComparison.Ordinal);
            Assert.DoesNotContain("UNSPECIFIED", reply.Body, StringComparison.Ordinal);
            Assert.Equal(before, await All(server, id));
        }
    }

    [Fact]
    public void every_enum_of_a_body_reads_no_number_as_a_name()
    {
        var enums = EnumsOf(V1Json.Relaxed).ToList();
        Assert.Contains(enums, e => e.Type == typeof(Role));
        Assert.All(enums, e =>
        {
            Assert.Throws<JsonException>(() => JsonSerializer.Deserialize("77", e));
            Assert.Throws<JsonException>(() => JsonSerializer.Deserialize("\"77\"", e));
        });
    }

    [Fact]
    public async Task its_case_does_not_matter()
    {
        await using var server = await Server.Start();
        var id = (await server.Post("/v1/accounts/acme/conversations", HttpAccounts.Admin, """{"consumer":{"id":"c"},"type":"Chat"}""")).Text("id");
        Assert.Equal(201, (await server.Post($"/v1/accounts/acme/conversations/{id}/participants", HttpAccounts.Admin, """{"id":"x","role":"manager"}""")).Status);
    }

    private static async Task<string> All(Server server, string id) => string.Join('\n', await Task.WhenAll(
        new[] { $"conversations/{id}", $"conversations/{id}/messages", "conversations", "agents", "bots" }
            .Select(async p => (await server.Get($"/v1/accounts/acme/{p}", HttpAccounts.Admin)).Body)));

    private static List<JsonTypeInfo> EnumsOf(JsonSerializerContext context) =>
        [.. context.GetType().GetProperties().Select(p => p.GetValue(context)).OfType<JsonTypeInfo>().Where(t => t.Type.IsEnum)];
}
