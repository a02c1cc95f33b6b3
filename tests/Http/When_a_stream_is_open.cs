using System.Net.WebSockets;

namespace Conversations.Tests.Http;

public class When_a_stream_is_open
{
    private const string Base = "/v3/directline/conversations";

    [Fact]
    public async Task it_replays_the_past_and_goes_on_live()
    {
        await using var server = await Server.Start();
        var (id, token, stream) = await server.StartConversation();
        await server.Say(id, token, "hi");
        await using var socket = await server.Connect(stream);
        Assert.Equal([$"{id}|0000001", $"{id}|0000002"], Ids(await socket.Until(a => IdOf(a) == $"{id}|0000002")));
        await server.Say(id, token, "more");
        Assert.Equal([$"{id}|0000003", $"{id}|0000004"], Ids(await socket.Until(a => IdOf(a) == $"{id}|0000004")));
        var reconnected = await server.Get($"{Base}/{id}?watermark={socket.Watermark}", token);
        await using var second = await server.Connect(reconnected.Text("streamUrl"));
        await server.Say(id, token, "later");
        Assert.Equal([$"{id}|0000005", $"{id}|0000006"], Ids(await second.Until(a => IdOf(a) == $"{id}|0000006")));
    }

    [Fact]
    public async Task every_socket_gets_everything_once_and_in_order_while_many_speak()
    {
        const int speakers = 4;
        const int each = 40;
        await using var server = await Server.Start();
        var (id, token, stream) = await server.StartConversation();
        var speaking = Enumerable.Range(0, speakers).Select(async s =>
        {
            for (var i = 0; i < each; i++)
            {
                Assert.Equal(200, (await server.Say(id, token, $"{s}-{i}")).Status);
            }
        }).ToArray();
        var expected = Enumerable.Range(1, speakers * each * 2).Select(n => $"{id}|{n:D7}").ToArray();
        var reading = Enumerable.Range(0, 3).Select(async _ =>
        {
            await using var socket = await server.Connect(stream);
            return Ids(await socket.Until(a => IdOf(a) == expected[^1]));
        }).ToArray();
        await Task.WhenAll(speaking);
        foreach (var read in await Task.WhenAll(reading))
        {
            Assert.Equal(expected, read);
        }
    }

    [Fact]
    public async Task what_the_client_says_into_it_is_ignored()
    {
        await using var server = await Server.Start();
        var (id, token, stream) = await server.StartConversation();
        await using var socket = await server.Connect(stream);
        await socket.Send("");
        await socket.Send("{\"garbage\":");
        await socket.Send(new string('x', 300_000));
        await server.Say(id, token, "hi");
        Assert.Equal(2, (await socket.Until(a => IdOf(a) == $"{id}|0000002")).Count);
    }

    [Fact]
    public async Task an_empty_frame_breaks_a_silence_of_15_seconds()
    {
        await using var server = await Server.Start();
        var (_, _, stream) = await server.StartConversation();
        await using var socket = await server.Connect(stream);
        var before = server.Time.GetUtcNow();
        Assert.Equal("", await server.Advance(socket.Frame(), TimeSpan.FromSeconds(1)));
        Assert.True(server.Time.GetUtcNow() - before >= TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task typing_is_shown_while_the_bot_works_and_never_after_the_answer()
    {
        await using var server = await Server.Start();
        var (id, token, stream) = await server.StartConversation();
        await using var socket = await server.Connect(stream);
        await server.Say(id, token, "slow");
        Assert.Equal("slow", Assert.Single(await socket.Next()).GetProperty("text").GetString());
        var first = Assert.Single(await socket.Next());
        var repeated = Assert.Single(await server.Advance(socket.Next(), TimeSpan.FromSeconds(1)));
        Assert.Equal(("typing", "typing"), (TypeOf(first), TypeOf(repeated)));
        Assert.Equal("echo", first.GetProperty("from").GetProperty("id").GetString());
        Assert.Equal("bot", first.GetProperty("from").GetProperty("role").GetString());
        server.Integrations.Answer();
        await socket.Until(a => TypeOf(a) == "message");
        Assert.Equal("", await server.Advance(socket.Frame(), TimeSpan.FromSeconds(1)));
        Assert.DoesNotContain("typing", (await server.Get($"{Base}/{id}/activities", token)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task one_that_is_opened_while_the_bot_works_shows_typing()
    {
        await using var server = await Server.Start();
        var (id, token, stream) = await server.StartConversation();
        await server.Say(id, token, "slow");
        await using var socket = await server.Connect(stream);
        Assert.Equal(["message", "typing"], (await socket.Until(a => TypeOf(a) == "typing")).Select(TypeOf));
        server.Integrations.Answer();
    }

    [Fact]
    public async Task it_tells_the_end()
    {
        await using var server = await Server.Start();
        var (id, token, stream) = await server.StartConversation();
        await using var socket = await server.Connect(stream);
        await server.Say(id, token, "bye");
        Assert.Equal($"{id}|end", IdOf((await socket.Until(a => TypeOf(a) == "endOfConversation"))[^1]));
    }

    [Fact]
    public async Task a_server_that_stops_closes_it_so_that_the_client_comes_back()
    {
        await using var server = await Server.Start();
        var (_, _, stream) = await server.StartConversation();
        await using var socket = await server.Connect(stream);
        var stopping = server.Stop();
        Assert.Null(await socket.Frame());
        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, socket.Closed);
        await socket.DisposeAsync();
        await stopping;
    }

    [Fact]
    public async Task its_address_is_good_for_60_seconds_and_one_conversation()
    {
        await using var server = await Server.Start();
        var (id, _, stream) = await server.StartConversation();
        var (other, _, _) = await server.StartConversation();
        await Assert.ThrowsAsync<WebSocketException>(() => server.Connect(stream.Replace(id, other, StringComparison.Ordinal)));
        server.Time.Advance(TimeSpan.FromSeconds(59));
        await using var socket = await server.Connect(stream);
        server.Time.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<WebSocketException>(() => server.Connect(stream));
        await Assert.ThrowsAsync<WebSocketException>(() => server.Connect(stream[..stream.IndexOf("&t=", StringComparison.Ordinal)]));
    }

    private static string IdOf(System.Text.Json.JsonElement activity) => activity.GetProperty("id").GetString()!;

    private static string TypeOf(System.Text.Json.JsonElement activity) => activity.GetProperty("type").GetString()!;

    private static string[] Ids(IEnumerable<System.Text.Json.JsonElement> activities) => [.. activities.Select(IdOf)];
}
