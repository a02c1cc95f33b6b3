using Conversations.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Tests.Calls;

public sealed class When_a_call_reaches_a_grain : IAsyncLifetime
{
    private readonly WatchedCalls _calls = new();
    private Server _server = null!;

    public async ValueTask InitializeAsync() => _server = await Server.Start(services => services.AddSingleton<IIncomingGrainCallFilter>(_calls));

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task it_comes_from_the_key_that_was_shown()
    {
        var opened = await _server.Post("/v1/accounts/acme/conversations", HttpAccounts.Backend, """{"consumer":{"id":"ann"}}""");
        var id = opened.Text("id");
        await _server.Get($"/v1/accounts/acme/conversations/{id}/messages", HttpAccounts.Agent);
        Assert.Equal([new Caller { Account = "acme", Role = CallerRole.Backend, Id = HttpAccounts.Backend }], _calls.Of(id, "Open"));
        Assert.Equal([new Caller { Account = "acme", Role = CallerRole.Agent, Id = HttpAccounts.Agent }], _calls.Of(id, "ReadMessages"));
    }

    [Fact]
    public async Task it_comes_from_the_consumer_whose_token_was_shown()
    {
        var (id, token, streamUrl) = await _server.StartConversation("ann");
        await _server.Say(id, token, "hi");
        await using var socket = await _server.Connect(streamUrl);
        await socket.Next();
        Caller?[] ann = [new() { Account = "acme", Role = CallerRole.Consumer, Id = "ann", Conversation = id }];
        Assert.Equal([new Caller { Account = "acme", Role = CallerRole.DirectLine, Id = HttpAccounts.Secret }], _calls.Of(id, "Open"));
        Assert.Equal(ann, _calls.Of(id, "Publish"));
        Assert.Equal(ann, _calls.Of(id, "Subscribe"));
    }

    [Fact]
    public async Task an_effect_comes_back_from_the_service_itself()
    {
        var (id, token, streamUrl) = await _server.StartConversation();
        await using var socket = await _server.Connect(streamUrl);
        await _server.Say(id, token, "slow");
        _server.Integrations.Answer();
        await socket.Until(a => a.GetProperty("type").GetString() is "message" && a.GetProperty("text").GetString() is "done");
        Assert.Equal([Caller.System("acme")], _calls.Of(id, "Settle"));
    }

    [Fact]
    public async Task a_call_from_inside_of_the_cluster_needs_no_caller()
    {
        var (id, _, _) = await _server.StartConversation();
        Assert.NotNull(await _server.Grains.GetGrain<IConversationGrain>($"acme/{id}").Read());
        Assert.Contains(null, _calls.Of(id, "Read"));
    }

    [Theory, InlineData("other", null), InlineData("acm", null), InlineData("acme", "another")]
    public async Task a_caller_of_another_account_or_conversation_is_refused(string account, string? conversation)
    {
        var (id, _, _) = await _server.StartConversation();
        var grain = _server.Grains.GetGrain<IConversationGrain>($"acme/{id}");
        Stranger(account, conversation).Enter();
        var refused = await Assert.ThrowsAsync<CallerRefusedException>(() => grain.Read());
        Assert.Contains($"acme/{id}", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<CallerRefusedException>(() => grain.Close(new() { By = CloseReason.Agent }));
        await Assert.ThrowsAsync<CallerRefusedException>(() => _server.Grains.GetGrain<IAccountGrain>("acme").List(new() { Limit = 1 }));
        RequestContext.Clear();
        Assert.Equal(ConversationState.Open, (await grain.Read())!.State);
    }

    [Fact]
    public async Task a_caller_of_the_account_reaches_all_of_it()
    {
        var (id, _, _) = await _server.StartConversation();
        Stranger("acme", null).Enter();
        Assert.NotNull(await _server.Grains.GetGrain<IConversationGrain>($"acme/{id}").Read());
        Assert.Single((await _server.Grains.GetGrain<IAccountGrain>("acme").List(new() { Limit = 10 })).Conversations);
    }

    private static Caller Stranger(string account, string? conversation) =>
        new() { Account = account, Role = CallerRole.Backend, Id = "stranger", Conversation = conversation };
}
