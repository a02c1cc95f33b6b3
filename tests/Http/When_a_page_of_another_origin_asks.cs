namespace Conversations.Tests.Http;

/// <summary>Browsers ask first whether they may, and hide errors that they may not show.</summary>
public class When_a_page_of_another_origin_asks
{
    [Theory]
    [InlineData("conversations", "POST"), InlineData("conversations/x", "GET"), InlineData("conversations/x/activities", "GET")]
    [InlineData("conversations/x/activities", "POST"), InlineData("conversations/x/upload", "POST"), InlineData("tokens/refresh", "POST")]
    [InlineData("tokens/generate", "POST"), InlineData("session/getsessionid", "GET"), InlineData("no/such/path", "POST")]
    public async Task every_path_answers_preflights(string path, string method)
    {
        await using var server = await Server.Start();
        using var request = new HttpRequestMessage(HttpMethod.Options, $"/v3/directline/{path}");
        request.Headers.Add("Origin", "http://127.0.0.1:3006");
        request.Headers.Add("Access-Control-Request-Method", method);
        request.Headers.Add("Access-Control-Request-Headers", "authorization,content-type,x-ms-bot-agent,x-requested-with");
        var reply = await Reply.Of(await server.Http.SendAsync(request));
        Assert.Equal((204, "*"), (reply.Status, reply.Headers["Access-Control-Allow-Origin"]));
        Assert.Contains(method, reply.Headers["Access-Control-Allow-Methods"], StringComparison.Ordinal);
        foreach (var header in new[] { "authorization", "content-type", "x-ms-bot-agent", "x-requested-with", "accept" })
        {
            Assert.Contains(header, reply.Headers["Access-Control-Allow-Headers"], StringComparison.Ordinal);
        }
        Assert.True(reply.Headers.ContainsKey("Access-Control-Max-Age"));
    }

    [Fact]
    public async Task errors_can_be_read_by_pages_of_other_origins()
    {
        await using var server = await Server.Start();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v3/directline/conversations/x/activities");
        request.Headers.Add("Origin", "http://127.0.0.1:3006");
        var reply = await Reply.Of(await server.Http.SendAsync(request));
        Assert.Equal((401, "*"), (reply.Status, reply.Headers["Access-Control-Allow-Origin"]));
        Assert.NotEmpty(reply.Json.GetProperty("error").GetProperty("message").GetString()!);
    }
}
