using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Conversations.Tests.Http;

public class When_events_are_followed
{
    [Fact]
    public async Task a_reader_that_comes_back_loses_and_repeats_nothing()
    {
        await using var server = await Server.Start();
        var (id, token, _) = await server.StartConversation();
        await server.Say(id, token, "hi");
        var all = await Follow(server, id, HttpAccounts.Admin, "", null).Take(5).ToArrayAsync();
        Assert.Equal([1, 2, 3, 4, 5], all.Select(e => e.Id));
        Assert.Equal("2026-11-21T09:00:00.000Z", all[0].Data.GetProperty("at").GetString());
        // The header is newer than the address.
        var live = Follow(server, id, HttpAccounts.Admin, "?after=1", "4").Take(3).ToArrayAsync().AsTask();
        await server.Say(id, token, "bye");
        Assert.Equal([5, 6, 7], (await live.WaitAsync(TimeSpan.FromSeconds(20))).Select(e => e.Id));
    }

    [Fact]
    public async Task many_speakers_are_heard_once_each_and_in_order()
    {
        await using var server = await Server.Start();
        var (id, token, _) = await server.StartConversation();
        var following = Follow(server, id, HttpAccounts.Admin, "", null).Take(1 + 4 * 60).ToArrayAsync().AsTask();
        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => server.Say(id, token, $"m{i}")));
        Assert.Equal(Enumerable.Range(1, 241).Select(n => (long)n), (await following.WaitAsync(TimeSpan.FromSeconds(30))).Select(e => e.Id));
    }

    [Fact]
    public async Task a_reader_is_told_at_once_after_the_conversation_lost_its_memory()
    {
        await using var server = await Server.Start();
        var (id, token, _) = await server.StartConversation();
        // No clock is moved: a renewal by time would never come.
        await using var live = Follow(server, id, HttpAccounts.Admin, "?after=1", null).GetAsyncEnumerator();
        var first = live.MoveNextAsync().AsTask();
        await server.Say(id, token, "hi");
        Assert.True(await first.WaitAsync(TimeSpan.FromSeconds(20)));
        server.Journal.BeforeAppend = _ => throw new JournalUnavailableException("The disk is away.");
        Assert.Equal(503, (await server.Say(id, token, "lost")).Status);
        server.Journal.BeforeAppend = null;
        await server.Say(id, token, "hello again");
        while (!live.Current.Data.GetRawText().Contains("hello again", StringComparison.Ordinal))
        {
            Assert.True(await live.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20)));
        }
    }

    [Fact]
    public async Task a_consumer_sees_what_is_said_to_all_and_nothing_of_the_inside()
    {
        await using var server = await Server.Start();
        var (id, token, _) = await server.StartConversation();
        await server.Say(id, token, "private");
        await server.Say(id, token, "bye");
        var seen = await Follow(server, id, token, "", null).TakeWhile(e => !e.Kind.StartsWith("conversationClosed", StringComparison.Ordinal)).ToArrayAsync();
        Assert.Equal(["private", "noted", "bye", "goodbye"], seen.Select(e => e.Data.GetProperty("message").GetProperty("text").GetString()));
    }

    [Fact]
    public async Task silence_is_broken_by_a_comment()
    {
        await using var server = await Server.Start();
        var (id, _, _) = await server.StartConversation();
        using var response = await Request(server, id, HttpAccounts.Admin, "?after=1", null);
        Assert.Equal(("text/event-stream", "no-store"), (response.Content.Headers.ContentType?.MediaType, response.Headers.CacheControl?.ToString()));
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        Assert.StartsWith(":", await server.Advance(reader.ReadLineAsync(), TimeSpan.FromSeconds(1)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_server_that_stops_lets_go_of_its_readers()
    {
        await using var server = await Server.Start();
        var (id, _, _) = await server.StartConversation();
        using var response = await Request(server, id, HttpAccounts.Admin, "?after=1", null);
        var reading = response.Content.ReadAsStringAsync();
        await server.Stop().WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal("", await reading.WaitAsync(TimeSpan.FromSeconds(20)));
    }

    [Theory, InlineData("?after=x", null), InlineData("", "x"), InlineData("?from=3", null)]
    public async Task a_position_that_is_none_is_refused(string query, string? lastEventId)
    {
        await using var server = await Server.Start();
        var (id, _, _) = await server.StartConversation();
        using var response = await Request(server, id, HttpAccounts.Admin, query, lastEventId);
        Assert.Equal(400, (int)response.StatusCode);
    }

    private static async Task<HttpResponseMessage> Request(Server server, string id, string key, string query, string? lastEventId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/accounts/acme/conversations/{id}/events{query}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }
        return await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private static async IAsyncEnumerable<(long Id, string Kind, JsonElement Data)> Follow(Server server, string id, string key, string query, string? lastEventId)
    {
        using var response = await Request(server, id, key, query, lastEventId);
        Assert.Equal(200, (int)response.StatusCode);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        long version = 0;
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal))
            {
                version = long.Parse(line[4..], CultureInfo.InvariantCulture);
            }
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                var data = JsonDocument.Parse(line[6..]).RootElement;
                yield return (version, data.GetProperty("kind").GetString()!, data);
            }
        }
    }
}
