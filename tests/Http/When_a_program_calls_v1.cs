using static Conversations.Tests.Http.V1Calls;

namespace Conversations.Tests.Http;

public class When_a_program_calls_v1
{
    [Theory]
    [InlineData("POST", "conversations/x/nothing"), InlineData("GET", "nothing")]
    public async Task what_is_not_served_is_a_problem_too(string method, string path)
    {
        await using var server = await Server.Start();
        var reply = await server.Send(new HttpMethod(method), $"{Account}/{path}", HttpAccounts.Admin);
        Assert.Equal((404, "application/problem+json"), (reply.Status, reply.ContentType));
    }

    [Fact]
    public async Task configuration_is_checked_and_every_fault_has_its_place()
    {
        await using var server = await Server.Start();
        var faults = await server.Post($"{Account}/configuration/check", HttpAccounts.Admin, """{"files":{"account.yaml":"colour: red\n","../x.yaml":"a: 1"}}""");
        Assert.Equal((400, "invalid_configuration"), (faults.Status, faults.Code));
        Assert.All(faults.Json.GetProperty("errors").EnumerateArray(), e => Assert.NotEmpty(e.GetProperty("message").GetString()!));
        Assert.Contains(faults.Json.GetProperty("errors").EnumerateArray(), e => e.GetProperty("path").GetString() == "account.yaml" && e.GetProperty("line").GetInt32() == 1);
        Assert.Equal(200, (await server.Get($"{Account}/skills", HttpAccounts.Admin)).Status);
    }

    [Fact]
    public async Task the_service_describes_itself_and_its_health()
    {
        await using var server = await Server.Start();
        var api = await server.Get("/openapi/v1.json", null);
        Assert.Contains("/v1/accounts/{account}/conversations/{conversation}/messages", api.Body, StringComparison.Ordinal);
        Assert.Equal(200, (await server.Get("/health/live", null)).Status);
        Assert.Equal(200, (await server.Get("/health/ready", null)).Status);
        server.Journal.BeforeRead = _ => throw new JournalUnavailableException("down");
        Assert.Equal(503, (await server.Get("/health/ready", null)).Status);
    }

    [Fact]
    public async Task a_demo_order_takes_as_many_seconds_as_its_number()
    {
        await using var server = await Server.Start();
        var pending = server.Get("/demo/orders/2", null);
        var before = server.Time.GetUtcNow();
        var order = await server.Advance(pending, TimeSpan.FromSeconds(1));
        Assert.Equal(2, order.Json.GetProperty("order").GetInt32());
        Assert.True(server.Time.GetUtcNow() - before >= TimeSpan.FromSeconds(2));
        Assert.Equal(200, (await server.Get("/demo/orders/0", null)).Status);
        foreach (var n in new[] { "31", "-1", "x", "1.5" })
        {
            Assert.Equal(404, (await server.Get($"/demo/orders/{n}", null)).Status);
        }
    }

    [Theory]
    [InlineData("/v3/directline/conversations", HttpAccounts.Secret, "application/x-www-form-urlencoded")]
    [InlineData("/v3/directline/tokens/generate", HttpAccounts.Secret, null)]
    [InlineData("/v1/accounts/acme/conversations", HttpAccounts.Admin, "application/x-www-form-urlencoded")]
    [InlineData("/v1/accounts/acme/conversations", HttpAccounts.Admin, null)]
    public async Task json_is_read_under_any_content_type(string path, string key, string? type)
    {
        await using var server = await Server.Start();
        using var body = new ByteArrayContent("""{"consumer":{"id":"c"}}"""u8.ToArray());
        body.Headers.ContentType = type is null ? null : new(type);
        Assert.Contains((await server.Send(HttpMethod.Post, path, key, body)).Status, new[] { 200, 201 });
    }
}
