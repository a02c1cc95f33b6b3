using Conversations.Functions;
using Conversations.Journal;
using Conversations.Tests.Http;

namespace Conversations.Tests.Functions;

/// <summary>Conversation, router, function and back, over the whole server.</summary>
public sealed class When_an_event_has_a_function : IAsyncLifetime
{
    private readonly FakeRuntime _runtime = new();
    private Server _server = null!;

    public async ValueTask InitializeAsync() => _server = await _runtime.Start();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task its_commands_are_carried_out()
    {
        await _server.Serve("welcome", "Messaging New Conversation", """[{"type":"systemMessage","text":"Hello from the function"}]""");
        var id = await _server.Open();
        Assert.Equal(["Hello from the function"], await _server.AsTimePasses(() => _server.SystemSaid(id), s => s.Length > 0));
        var call = Assert.Single(_runtime.Calls);
        Assert.Equal(("acme", "welcome", "acme"), (call.Account, call.Function, call.Environment["X_LIVEPERSON_BRAND_ID"]));
        Assert.Contains("\"cbotEventType\":\"CONSUMER_OPEN_NEW_CONVERSATION_FIRST_TIME\"", call.Payload, StringComparison.Ordinal);
        Assert.StartsWith($"{id}/", call.Headers["X-Request-ID"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task message_and_close_arrive_as_message_and_then_closed()
    {
        await _server.Serve("welcome", "Messaging New Conversation", """[{"type":"closeConversation"},{"type":"systemMessage","text":"Good bye"}]""");
        var id = await _server.Open();
        var view = await _server.AsTimePasses(() => _server.Get($"{FunctionCalls.Account}/conversations/{id}", HttpAccounts.Admin), r => r.Text("state") == "CLOSE");
        Assert.Equal("SYSTEM", view.Text("closeReason"));
        Assert.Equal("Good bye", (await _server.SystemSaid(id))[0]);
    }

    [Fact]
    public async Task one_that_fails_is_tried_three_more_times_with_the_same_seed_and_its_commands_are_carried_out_once()
    {
        _runtime.Does = (call, _, _) => Task.FromResult(_runtime.Calls.Length < 4 ? FakeRuntime.Failure(FunctionErrors.RuntimeException) : FakeRuntime.Result(call.Code));
        await _server.Serve("welcome", "Messaging New Conversation", """{"type":"systemMessage","text":"at last"}""");
        var id = await _server.Open();
        Assert.Equal(["at last"], await _server.AsTimePasses(() => _server.SystemSaid(id), s => s.Length > 0));
        Assert.Equal(4, _runtime.Calls.Length);
        Assert.Single(_runtime.Calls.Select(c => c.Seed).Distinct());
        Assert.Single(_runtime.Calls.Select(c => c.Headers["X-Request-ID"]).Distinct());
        var waits = _runtime.Calls.Zip(_runtime.Calls.Skip(1), (a, b) => b.Now - a.Now).ToArray();
        Assert.True(waits[0] >= TimeSpan.FromMilliseconds(250) && waits[1] >= TimeSpan.FromSeconds(1) && waits[2] >= TimeSpan.FromSeconds(4), string.Join(", ", waits));
        Assert.Equal([4, 3, 2, 1], (await _server.Invocations("welcome")).Select(i => i.GetProperty("attempt").GetInt32()));
    }

    [Fact]
    public async Task one_that_always_fails_is_recorded_as_failed_after_four_tries()
    {
        _runtime.Does = (_, _, _) => Task.FromResult(FakeRuntime.Failure(FunctionErrors.TimeExceeded));
        await _server.Serve("welcome", "Messaging New Conversation", "[]");
        var id = await _server.Open();
        var outcome = await _server.AsTimePasses(() => Outcome(id), o => o is not null);
        Assert.Equal((false, FunctionErrors.TimeExceeded, 4), (outcome!.Succeeded, outcome.Error, outcome.Answer!.Attempts));
        Assert.Equal(4, _runtime.Calls.Length);
    }

    [Fact]
    public async Task what_it_is_told_wrongly_is_not_tried_again()
    {
        _runtime.Does = (_, _, _) => Task.FromResult(FakeRuntime.Failure(FunctionErrors.BadInput));
        await _server.Serve("welcome", "Messaging New Conversation", "[]");
        var id = await _server.Open();
        Assert.Equal(FunctionErrors.BadInput, (await _server.AsTimePasses(() => Outcome(id), o => o is not null))!.Error);
        Assert.Single(_runtime.Calls);
    }

    [Fact]
    public async Task one_that_is_undeployed_between_two_tries_is_not_invoked_again()
    {
        _runtime.Does = (_, _, _) => Task.FromResult(FakeRuntime.Failure(FunctionErrors.RuntimeException));
        await _server.Serve("welcome", "Messaging New Conversation", "[]");
        var id = await _server.Open();
        await _server.AsTimePasses(() => Task.FromResult(_runtime.Calls.Length), n => n > 0, step: 0);
        await _server.Post($"{FunctionCalls.Account}/functions/welcome/undeploy", HttpAccounts.Admin);
        var outcome = await _server.AsTimePasses(() => Outcome(id), o => o is not null);
        Assert.True(outcome!.Succeeded);
        Assert.Null(outcome.Answer!.Function);
        Assert.InRange(_runtime.Calls.Length, 1, 2);
    }

    [Fact]
    public async Task one_for_another_skill_is_left_alone()
    {
        Assert.Equal(201, (await _server.Put("welcome", new { @event = "Messaging New Conversation", code = "[]", skillIds = new[] { "support" } })).Status);
        await _server.Deploy("welcome");
        await _server.Open();
        await _server.Open(""","skillId":"support" """);
        await _server.AsTimePasses(() => Task.FromResult(_runtime.Calls.Length), n => n > 0);
        await _server.AsTimePasses(() => _server.Invocations("welcome"), i => i.Length == 1);
        Assert.Equal("support", (await _server.Invocations("welcome"))[0].GetProperty("skillId").GetString());
    }

    private async Task<EffectOutcome?> Outcome(string conversation)
    {
        var key = new ConversationKey("acme", conversation);
        var events = await _server.Journal.Read(key, 0, int.MaxValue, TestContext.Current.CancellationToken);
        return events.SelectMany(e => JournalCodec.Decode(key, e)).OfType<EffectSettled>().FirstOrDefault()?.Outcome;
    }
}
