using System.Net;
using System.Text.Json;
using Conversations.Client;

namespace Conversations.Tests.Client;

public class When_the_server_fails
{
    private static readonly Func<HttpRequestMessage, HttpResponseMessage> Stored = _ => ScriptedServer.Json(HttpStatusCode.Created, """{"seq":7}""");

    [Fact]
    public async Task a_message_is_sent_again_under_the_same_id()
    {
        var server = new ScriptedServer(
            _ => throw new HttpRequestException(HttpRequestError.ResponseEnded, "gone"),
            _ => ScriptedServer.Problem(503, "journal_unavailable"),
            Stored);
        Assert.Equal(7, (await Client(server).Publish("c1", NewMessage.FromConsumer("ann", "hi"))).Seq);
        var ids = server.Asked.Select(a => JsonDocument.Parse(a.Body!).RootElement.GetProperty("clientMessageId").GetString()).ToArray();
        Assert.Equal(3, ids.Length);
        Assert.Single(ids.Distinct());
        Assert.NotEmpty(ids[0]!);
    }

    [Fact]
    public async Task a_conversation_is_not_opened_again_when_it_may_be_open()
    {
        var server = new ScriptedServer(_ => throw new HttpRequestException(HttpRequestError.ResponseEnded, "gone"), Stored);
        var failure = await Assert.ThrowsAsync<ConversationsException>(() => Client(server).Open(NewConversation.With("ann")));
        Assert.Equal((ClientErrorCodes.Unreachable, true), (failure.Code, failure.OutcomeUnknown));
        Assert.Single(server.Asked);
    }

    [Fact]
    public async Task a_conversation_is_opened_again_when_nothing_was_done()
    {
        var server = new ScriptedServer(
            _ => ScriptedServer.Problem(503, "overloaded"),
            _ => throw new HttpRequestException(HttpRequestError.ConnectionError, "refused"),
            _ => ScriptedServer.Json(HttpStatusCode.Created,
                """{"id":"c1","state":"OPEN","consumer":{"id":"ann"},"version":1,"createdAt":"2026-11-21T09:00:00.000Z","ttr":{"ttrType":"NORMAL","new":1}}"""));
        Assert.Equal("c1", (await Client(server).Open(NewConversation.With("ann"))).Id);
        Assert.Equal(3, server.Asked.Count);
    }

    [Fact]
    public async Task it_is_tried_so_often_and_no_more()
    {
        var server = new ScriptedServer();
        var failure = await Assert.ThrowsAsync<ConversationsException>(() => Client(server).Read("c1"));
        Assert.Equal((ClientErrorCodes.Unreachable, false), (failure.Code, failure.OutcomeUnknown));
        Assert.Equal(4, server.Asked.Count);
    }

    [Theory]
    [InlineData(401, "unauthorized"), InlineData(403, "forbidden"), InlineData(404, "unknown_conversation"), InlineData(409, "conversation_closed")]
    public async Task a_refusal_is_told_with_its_code_and_not_repeated(int status, string code)
    {
        var server = new ScriptedServer(_ => ScriptedServer.Problem(status, code, "Do this."), Stored);
        var failure = await Assert.ThrowsAsync<ConversationsException>(() => Client(server).Publish("c1", NewMessage.FromConsumer("ann", "hi")));
        Assert.Equal((code, status, "Do this.", false), (failure.Code, failure.Status!.Value, failure.Detail, failure.IsTransient));
        Assert.Single(server.Asked);
    }

    [Fact]
    public async Task what_is_no_conversations_server_is_said_to_be_none()
    {
        var server = new ScriptedServer(_ => ScriptedServer.Json(HttpStatusCode.OK, "<html>", "text/html"));
        var failure = await Assert.ThrowsAsync<ConversationsException>(() => Client(server).Read("c1"));
        Assert.Equal(ClientErrorCodes.UnexpectedAnswer, failure.Code);
        Assert.Contains("is it a conversations server", failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_broken_watch_goes_on_where_it_broke()
    {
        var server = new ScriptedServer(
            _ => ScriptedServer.Stream(ScriptedServer.Left(3, "a") + ScriptedServer.Left(4, "b")),
            _ => ScriptedServer.Problem(503, "overloaded"),
            _ => throw new HttpRequestException(HttpRequestError.ConnectionError, "refused"),
            _ => ScriptedServer.Stream(ScriptedServer.Left(4, "b") + ": \n\n" + ScriptedServer.Left(5, "c")));
        List<string> seen = [];
        await foreach (var recorded in Client(server).WatchEvents("c1", 2))
        {
            seen.Add($"{recorded.Version} {Assert.IsType<ParticipantLeft>(recorded.Event).ParticipantId}");
            if (seen.Count == 3)
            {
                break;
            }
        }
        Assert.Equal(["3 a", "4 b", "5 c"], seen);
        Assert.Equal(["2", "4", "4", "4"], server.Asked.Select(a => a.LastEventId));
    }

    [Fact]
    public async Task a_watch_ends_when_the_key_is_refused()
    {
        var server = new ScriptedServer(
            _ => ScriptedServer.Stream(ScriptedServer.Left(1, "a")), _ => ScriptedServer.Problem(401, "unauthorized"));
        await using var watch = Client(server).WatchEvents("c1").GetAsyncEnumerator();
        Assert.True(await watch.MoveNextAsync());
        Assert.Equal("unauthorized", (await Assert.ThrowsAsync<ConversationsException>(() => watch.MoveNextAsync().AsTask())).Code);
    }

    [Fact]
    public async Task an_event_of_a_newer_server_is_an_error_and_no_loss()
    {
        var server = new ScriptedServer(_ => ScriptedServer.Stream("id: 1\ndata: {\"kind\":\"teleported.v1\",\"at\":\"2026-11-21T09:00:00Z\"}\n\n"));
        await using var watch = Client(server).WatchEvents("c1").GetAsyncEnumerator();
        var failure = await Assert.ThrowsAsync<ConversationsException>(() => watch.MoveNextAsync().AsTask());
        Assert.Contains("at least as new as the server", failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void every_fault_of_the_options_is_told_at_once()
    {
        var options = new ConversationsClientOptions { Server = new Uri("/x", UriKind.Relative), Attempts = 0, Timeout = TimeSpan.Zero, SilenceLimit = TimeSpan.Zero };
        var faults = Assert.Throws<ArgumentException>(() => new HttpConversationsClient(new HttpClient(), options)).Message;
        foreach (var name in new[] { "Server", "Account", "Key", "Attempts", "Timeout", "SilenceLimit" })
        {
            Assert.Contains(name + " ", faults, StringComparison.Ordinal);
        }
    }

    private static HttpConversationsClient Client(ScriptedServer server) => new(
        new HttpClient(server),
        new ConversationsClientOptions
        {
            Account = "acme", Key = "k", FirstDelay = TimeSpan.FromMilliseconds(1), LongestDelay = TimeSpan.FromMilliseconds(1),
        });
}
