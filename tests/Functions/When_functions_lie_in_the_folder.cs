using System.Collections.Immutable;
using Conversations.Accounts;
using Conversations.Functions;
using Conversations.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Tests.Functions;

public sealed class When_functions_lie_in_the_folder : IAsyncLifetime
{
    private const string Functions = $"{FunctionCalls.Account}/functions";
    private readonly FakeRuntime _runtime = new();
    private readonly FolderFunctions _folder = new(Definition("greet", """[{"type":"systemMessage","text":"from the folder"}]"""));
    private Server _server = null!;

    public async ValueTask InitializeAsync() =>
        _server = await Server.Start(services => services.AddSingleton<IFunctionRuntime>(_runtime).AddSingleton<IAccounts>(_folder));

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task they_are_deployed_by_themselves()
    {
        var listed = Assert.Single((await _server.Get(Functions, HttpAccounts.Admin)).Json.GetProperty("functions").EnumerateArray());
        Assert.Equal(("greet", "Productive", true), (listed.GetProperty("id").GetString(), listed.GetProperty("state").GetString(), listed.GetProperty("inFolder").GetBoolean()));
        Assert.Equal(["from the folder"], await Said());
        Assert.Equal("folder", (await _server.AsTimePasses(() => _server.Invocations("greet"), i => i.Length == 1))[0].GetProperty("deployment").GetString());
    }

    [Fact]
    public async Task undeployed_they_are_not_invoked_and_the_automatic_message_goes_out_until_they_are_deployed()
    {
        Assert.Equal("Draft", (await _server.Post($"{Functions}/greet/undeploy", HttpAccounts.Admin)).Text("state"));
        Assert.Equal([FolderFunctions.Welcome], await Said("c-2"));
        Assert.Equal("Productive", (await _server.Deploy("greet")).Text("state"));
        Assert.Equal(["from the folder"], await Said("c-3"));
    }

    [Fact]
    public async Task they_are_changed_in_the_folder_alone()
    {
        foreach (var reply in new[]
        {
            await _server.Put("greet", new { code = "[]" }),
            await _server.Send(HttpMethod.Delete, $"{Functions}/greet", HttpAccounts.Admin),
            await _server.Post($"{Functions}/greet/redeploy", HttpAccounts.Admin, """{"deployment":"folder"}"""),
        })
        {
            Assert.Equal((409, "function_in_folder"), (reply.Status, reply.Code));
        }
        _folder.Write(Definition("greet", """[{"type":"systemMessage","text":"changed"}]"""));
        Assert.Equal(["changed"], await Said());
    }

    [Fact]
    public async Task what_the_api_puts_gives_way_to_them()
    {
        var refused = await _server.Put("mine", new { @event = "Messaging New Conversation", code = "[]" });
        Assert.Equal((409, "event_conflict"), (refused.Status, refused.Code));
        _folder.Write();
        await _server.Serve("mine", "Messaging New Conversation", """[{"type":"systemMessage","text":"from the api"}]""");
        Assert.Equal(["from the api"], await Said("c-2"));
        _folder.Write(Definition("greet", """[{"type":"systemMessage","text":"from the folder"}]"""));
        Assert.Equal(["from the folder"], await Said("c-3"));
        Assert.Equal("greet", (await _server.Get($"{Functions}/mine", HttpAccounts.Admin)).Text("shadowedBy"));
    }

    [Fact]
    public async Task they_alone_learn_secrets()
    {
        Environment.SetEnvironmentVariable("CONVERSATIONS_TEST_TOKEN", "s3cret");
        _folder.Write(Definition("greet", "[]") with { Environment = new Dictionary<string, string> { ["KEY"] = "Bearer {$secret.CONVERSATIONS_TEST_TOKEN}" }.ToImmutableDictionary() });
        await _server.Post($"{Functions}/greet/invoke", HttpAccounts.Admin, """{"payload":{}}""");
        Assert.Equal("Bearer s3cret", _runtime.Calls[0].Environment["KEY"]);
        Assert.DoesNotContain("s3cret", (await _server.Get($"{Functions}/greet", HttpAccounts.Admin)).Body, StringComparison.Ordinal);
        _folder.Write(Definition("greet", "[]") with { Environment = new Dictionary<string, string> { ["KEY"] = "{$secret.PATH}" }.ToImmutableDictionary() });
        var refused = await _server.Post($"{Functions}/greet/invoke", HttpAccounts.Admin, """{"payload":{}}""");
        Assert.Contains("'PATH' is not set", refused.Json.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Single(_runtime.Calls);
    }

    [Fact]
    public async Task the_automatic_message_goes_out_when_one_has_failed_for_good()
    {
        _runtime.Does = (_, _, _) => Task.FromResult(FakeRuntime.Failure(FunctionErrors.RuntimeException));
        Assert.Equal([FolderFunctions.Welcome], await Said());
        Assert.Equal(4, _runtime.Calls.Length);
    }

    private async Task<string[]> Said(string consumer = "c-1")
    {
        var opened = await _server.Post($"{FunctionCalls.Account}/conversations", HttpAccounts.Backend, $$$"""{"consumer":{"id":"{{{consumer}}}"}}""");
        return await _server.AsTimePasses(() => _server.SystemSaid(opened.Text("id")), s => s.Length > 0);
    }

    private static FunctionDefinition Definition(string id, string code) => new() { Id = id, Event = MessagingEvents.NewConversation, Code = code };
}
