using System.Collections.Immutable;
using Conversations.Accounts;
using Conversations.Functions;
using Conversations.Journal;
using Conversations.Routing;
using Conversations.Tests.Http;
using Conversations.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Tests.Functions.Runtime;

/// <summary>What function authors are shown, run unchanged over HTTP by the JavaScript runtime. Source: SEED2.</summary>
[Collection(RealProcesses.Name), Trait("Category", "Process")]
public sealed class The_five_examples(FunctionHosts hosts) : IClassFixture<FunctionHosts>, IAsyncLifetime
{
    private Server _server = null!;

    public async ValueTask InitializeAsync() =>
        _server = await Server.Start(services => services.AddSingleton<IAccounts, TwoSkills>().AddSingleton<IFunctionRuntime>(hosts.Runtime));

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task send_a_message()
    {
        var id = await Open("""
            function lambda(input, callback) {
              let result = [
                {
                  type: "systemMessage", // Returns a system message into the conversation
                  text: "your message",
                },
              ];
              callback(null, result);
            }
            """);
        Assert.Equal(["your message"], await _server.AsTimePasses(() => _server.SystemSaid(id), s => s.Length > 0));
    }

    [Fact]
    public async Task transfer_to_a_skill()
    {
        var id = await Open("""
            function lambda(input, callback) {
              let result = [
                {
                  type: "transfer", // Transfers the conversation.
                  skillId: "123456", // Transfer to different skill.
                },
              ];
              callback(null, result);
            }
            """);
        await _server.AsTimePasses(() => View(id), v => v.Text("skillId") == "123456");
    }

    [Fact]
    public async Task transfer_to_an_agent()
    {
        var id = await Open("""
            function lambda(input, callback) {
              let result = [
                {
                  type: "transfer", // Transfers the conversation.
                  agentId: "123456", // Transfer to different skill.
                },
              ];
              callback(null, result);
            }
            """);
        var key = new ConversationKey("acme", id);
        var transferred = await _server.AsTimePasses(async () => (await _server.Journal.Read(key, 0, int.MaxValue, TestContext.Current.CancellationToken))
            .SelectMany(e => JournalCodec.Decode(key, e)).OfType<Transferred>().FirstOrDefault(), t => t is not null);
        Assert.Equal("123456", transferred!.Proposed?.Id);
    }

    [Fact]
    public async Task close_the_conversation()
    {
        var id = await Open("""
            function lambda(input, callback) {
              let result = [
                {
                  type: "closeConversation" // Closes the conversation
                },
              ];
              callback(null, result);
            }
            """);
        Assert.Equal("SYSTEM", (await _server.AsTimePasses(() => View(id), v => v.Text("state") == "CLOSE")).Text("closeReason"));
    }

    [Fact]
    public async Task do_nothing()
    {
        var id = await Open("function lambda(input, callback) { callback(null, []); }");
        await _server.AsTimePasses(() => _server.Invocations("example"), i => i.Length == 1);
        Assert.Empty(await _server.SystemSaid(id));
        Assert.Equal("OPEN", (await View(id)).Text("state"));
    }

    private async Task<string> Open(string code)
    {
        await _server.Serve("example", "Messaging New Conversation", code);
        return await _server.Open(""","skillId":"support" """);
    }

    private Task<Reply> View(string id) => _server.Get($"{FunctionCalls.Account}/conversations/{id}", HttpAccounts.Admin);

    private sealed class TwoSkills : IAccounts
    {
        private readonly HttpAccounts _inner = new();

        public TwoSkills() => All = [.. _inner.All.Select(a => a with
        {
            Skills = Skill.Plain(ServiceRules.Default, ["support", "123456"]),
            Agents = ImmutableDictionary<string, AgentProfile>.Empty.Add("123456", new AgentProfile { Id = "123456", Skills = ["support"] }),
        })];

        public ImmutableArray<Account> All { get; }

        public Account? Find(string id) => All.FirstOrDefault(a => a.Id == id);
    }
}
