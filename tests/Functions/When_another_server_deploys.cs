using Conversations.Functions;
using Conversations.Silo.Storage.GrainState;
using Conversations.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Tests.Functions;

/// <summary>A server that was not asked to deploy learns of it from what is stored.</summary>
public sealed class When_another_server_deploys
{
    [Fact]
    public async Task a_server_that_starts_knows_what_was_deployed_before()
    {
        var rows = new InMemoryGrainStateRows();
        var runtime = new FakeRuntime();
        await using (var first = await Start(rows, runtime)) await first.Serve("welcome", "Messaging New Conversation", """[{"type":"systemMessage","text":"hi"}]""");
        await using var next = await Start(rows, runtime);
        var id = await next.Open();
        Assert.Equal(["hi"], await next.Until(() => next.SystemSaid(id), s => s.Length > 0));
    }

    [Fact]
    public async Task a_server_that_runs_learns_of_it_within_five_seconds()
    {
        var runtime = new FakeRuntime();
        await using var server = await Start(new(), runtime);
        // Through the grains, as another server's HTTP does it: this server's memory is not told.
        var grain = server.Grains.GetGrain<IFunctionGrain>("acme/welcome");
        Assert.Null((await grain.Put(new FunctionDefinition { Id = "welcome", Event = MessagingEvents.NewConversation, Code = """[{"type":"systemMessage","text":"hi"}]""" })).Refusal);
        Assert.Equal(FunctionState.Productive, (await grain.Deploy()).Function!.State);
        await server.Open();
        Assert.Empty(runtime.Calls);
        server.Time.Advance(TimeSpan.FromSeconds(5));
        // The refresh runs beside the clock; each conversation that opens meanwhile may be too early.
        await server.AsTimePasses(() => server.Open(), _ => runtime.Calls.Length > 0, step: 0);
    }

    private static Task<Server> Start(InMemoryGrainStateRows rows, FakeRuntime runtime) =>
        Server.Start(services => services.AddSingleton<IGrainStateRows>(rows).AddSingleton<IFunctionRuntime>(runtime));
}
