using System.Collections.Immutable;
using Conversations.Client;
using Conversations.Tests.Http;

namespace Conversations.Tests.Client;

/// <summary>What both implementations do alike, each against the whole server.</summary>
public abstract partial class ClientContract
{
    private protected abstract IConversationsClient ClientOf(Server server);

    private protected virtual Task<Server> Start() => Server.Start();

    [Fact]
    public async Task it_opens_a_conversation_and_reads_it()
    {
        await using var server = await Start();
        var client = ClientOf(server);
        var opened = await client.Open(NewConversation.With("ann", "en") with { Bot = "second" });
        Assert.Equal((ConversationState.Open, "ann", "second", "en", 1L),
            (opened.State, opened.Consumer.Id, opened.Bot!.Name, opened.Language!, opened.Version));
        Assert.Equal(["ann", "second"], opened.Participants.Select(p => p.Id));
        Assert.Equal(opened.Id, (await client.Read(opened.Id)).Id);
    }

    [Fact]
    public async Task what_is_said_is_answered_and_read_page_by_page()
    {
        await using var server = await Start();
        var client = ClientOf(server);
        var id = (await client.Open(NewConversation.With("ann"))).Id;
        var published = await client.Publish(id, NewMessage.FromConsumer("ann", "hi") with
        {
            StructuredContent = """{"type":"text"}""", Metadata = """[{"a":1}]""", EncodedMetadata = "YQ==",
        });
        Assert.Equal(new PublishedMessage { Seq = 1 }, published);
        var first = await client.ReadMessages(id, limit: 1);
        var second = await client.ReadMessages(id, first.Next!.Value, limit: 1);
        var said = Assert.Single(first.Messages);
        Assert.Equal(("hi", """{"type":"text"}""", """[{"a":1}]""", "YQ==", Role.Consumer),
            (said.Text, said.StructuredContent, said.Metadata, said.EncodedMetadata, said.From.Role));
        Assert.NotNull(said.ClientMessageId);
        Assert.Equal(("echo: hello", 1L, Role.Bot), (second.Messages[0].Text, second.Messages[0].InReplyTo, second.Messages[0].From.Role));
        Assert.Null(second.Next);
    }

    [Fact]
    public async Task the_same_client_message_id_is_stored_once()
    {
        await using var server = await Start();
        var client = ClientOf(server);
        var id = (await client.Open(NewConversation.With("ann"))).Id;
        var message = NewMessage.FromConsumer("ann", "hi") with { ClientMessageId = "m-1" };
        await client.Publish(id, message);
        Assert.Equal(new PublishedMessage { Seq = 1, Repeated = true }, await client.Publish(id, message));
        Assert.Equal(2, (await client.Read(id)).LastSeq);
    }

    [Fact]
    public async Task what_comes_while_the_bot_works_is_kept_and_ignored()
    {
        await using var server = await Start();
        var client = ClientOf(server);
        var id = (await client.Open(NewConversation.With("ann"))).Id;
        await client.Publish(id, NewMessage.FromConsumer("ann", "slow"));
        Assert.Equal(new PublishedMessage { Seq = 2, Ignored = true }, await client.Publish(id, NewMessage.FromConsumer("ann", "hi")));
        Assert.True((await client.Read(id)).Bot!.Busy);
        Assert.Contains((await client.Read(id)).Timers, t => t.Kind == "turnTimeout");
        Assert.True((await client.ReadMessages(id)).Messages[1].Ignored);
        // The host does not stop while an integration runs.
        server.Integrations.Answer();
    }

    [Theory, InlineData("nobody"), InlineData(""), InlineData(".."), InlineData("a/b"), InlineData("a b")]
    public async Task an_unknown_conversation_is_one_error_for_every_call(string id)
    {
        await using var server = await Start();
        var client = ClientOf(server);
        Func<Task>[] calls =
        [
            () => client.Read(id), () => client.ReadMessages(id), () => client.Publish(id, NewMessage.FromConsumer("ann", "hi")),
            () => client.Close(id, CloseReason.Agent), () => client.Leave(id, "bob"),
            () => client.Join(id, new Participant { Id = "bob", Role = Role.Agent }),
            () => First(client.WatchEvents(id)), () => First(client.WatchMessages(id)),
        ];
        foreach (var call in calls)
        {
            Assert.Equal("unknown_conversation", (await Assert.ThrowsAsync<ConversationsException>(call)).Code);
        }
    }

    [Fact]
    public async Task a_closed_conversation_stays_readable_and_takes_nothing()
    {
        await using var server = await Start();
        var client = ClientOf(server);
        var id = (await client.Open(NewConversation.With("ann"))).Id;
        var closed = await client.Close(id, CloseReason.Agent);
        Assert.Equal((ConversationState.Close, CloseReason.Agent), (closed.State, closed.CloseReason));
        Assert.NotNull(closed.ClosedAt);
        Assert.Equal(closed.Version, (await client.Close(id, CloseReason.Consumer)).Version);
        var refused = await Assert.ThrowsAsync<ConversationsException>(() => client.Publish(id, NewMessage.FromConsumer("ann", "hi")));
        Assert.Equal(("conversation_closed", false, false), (refused.Code, refused.IsTransient, refused.OutcomeUnknown));
    }

    [Fact]
    public async Task participants_come_and_go_and_the_consumer_stays()
    {
        await using var server = await Start();
        var client = ClientOf(server);
        var id = (await client.Open(NewConversation.With("ann"))).Id;
        await client.Join(id, new Participant { Id = "bob smith", Role = Role.Agent });
        await client.Join(id, new Participant { Id = "bob smith", Role = Role.Manager });
        Assert.Equal(Role.Manager, (await client.Read(id)).Participants.Single(p => p.Id == "bob smith").Role);
        await client.Leave(id, "bob smith");
        await client.Leave(id, "bob smith");
        Assert.DoesNotContain((await client.Read(id)).Participants, p => p.Id == "bob smith");
        Assert.Equal("invalid_field", (await Assert.ThrowsAsync<ConversationsException>(() => client.Leave(id, "ann"))).Code);
    }

    [Fact]
    public async Task a_chat_instance_gets_a_message_once_and_both_parameters_are_required()
    {
        await using var server = await Start();
        var client = ClientOf(server);
        var id = (await client.Open(NewConversation.With("ann"))).Id;
        Assert.Equal(new PublishedMessage { Seq = 1 }, await client.SendToChatInstance(id, "Your parcel is here.", "p-1"));
        Assert.True((await client.SendToChatInstance(id, "Your parcel is here.", "p-1")).Repeated);
        var said = Assert.Single((await client.ReadMessages(id)).Messages);
        Assert.Equal((Role.System, "Your parcel is here."), (said.From.Role, said.Text));
        Assert.Equal("missing_field", (await Assert.ThrowsAsync<ConversationsException>(() => client.SendToChatInstance(id, " "))).Code);
        Assert.Equal("missing_field", (await Assert.ThrowsAsync<ConversationsException>(() => client.SendToChatInstance("", "x"))).Code);
        Assert.Equal("unknown_conversation", (await Assert.ThrowsAsync<ConversationsException>(() => client.SendToChatInstance("nobody", "x"))).Code);
    }

    [Fact]
    public async Task lists_are_filtered_and_come_in_pages()
    {
        await using var server = await Start();
        var client = ClientOf(server);
        foreach (var consumer in new[] { "ann", "bob", "ann" })
        {
            await client.Open(NewConversation.With(consumer));
        }
        var first = await client.List(new ConversationFilter { ConsumerId = "ann", State = ConversationState.Open, Limit = 1 });
        var second = await client.List(new ConversationFilter { ConsumerId = "ann", State = ConversationState.Open, Limit = 1, Cursor = first.Next });
        Assert.Equal(["ann", "ann"], first.Conversations.Concat(second.Conversations).Select(c => c.ConsumerId));
        Assert.Null(second.Next);
        Assert.Equal(3, (await client.List()).Conversations.Length);
        Assert.Equal("invalid_field", (await Assert.ThrowsAsync<ConversationsException>(
            () => client.List(new ConversationFilter { Cursor = "made up" }))).Code);
    }

    [Fact]
    public async Task problems_of_a_configuration_come_with_file_and_line()
    {
        await using var server = await Start();
        var client = ClientOf(server);
        var files = ImmutableDictionary<string, string>.Empty.Add("account.yaml", "nonsense: 1\n");
        var problems = await client.CheckConfiguration(files);
        Assert.Contains(problems, p => p is { Path: "account.yaml", Line: 1 } && p.Message.Contains("nonsense", StringComparison.Ordinal));
        Assert.Equal("missing_field", (await Assert.ThrowsAsync<ConversationsException>(
            () => client.CheckConfiguration(ImmutableDictionary<string, string>.Empty))).Code);
    }

    [Fact]
    public async Task what_can_not_be_sent_is_refused_before_it_is_sent()
    {
        await using var server = await Start();
        var client = ClientOf(server);
        var id = (await client.Open(NewConversation.With("ann"))).Id;
        var empty = NewMessage.FromConsumer("ann", " ");
        Assert.Equal("missing_field", (await Assert.ThrowsAsync<ConversationsException>(() => client.Publish(id, empty))).Code);
        var broken = NewMessage.FromConsumer("ann", "x") with { Metadata = "{" };
        Assert.Equal("invalid_field", (await Assert.ThrowsAsync<ConversationsException>(() => client.Publish(id, broken))).Code);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => client.ReadMessages(id, limit: 201));
        Assert.Equal("invalid_field", (await Assert.ThrowsAsync<ConversationsException>(
            () => client.Open(NewConversation.With("ann") with { Bot = "nobody" }))).Code);
    }
}
