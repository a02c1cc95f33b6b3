using System.Collections.Immutable;
using Conversations.Cli.Functions;
using Conversations.Functions;
using Conversations.Tests.Servers;

namespace Conversations.Tests.Functions.Runtime;

[Collection(RealProcesses.Name), Trait("Category", "Process")]
public sealed class The_templates_of_functions(FunctionHosts hosts) : IClassFixture<FunctionHosts>
{
    public static TheoryData<string> Events => [.. EventTemplates.Events.Keys];

    [Fact]
    public void are_there_for_every_messaging_event() => Assert.Equal(MessagingEvents.All.Count, EventTemplates.Events.Count);

    [Theory, MemberData(nameof(Events))]
    public async Task run_unchanged_and_give_commands(string name)
    {
        var run = await hosts.Run(FunctionHosts.Code(EventTemplates.Code(name), EventTemplates.Payload(name)));
        Assert.Equal((null, null), (run.ErrorCode, run.ErrorMessage));
        var answer = CallbackResult.Read(run.Result);
        Assert.Empty(answer.Refused);
        Assert.Equal(name is "conversation-end", answer.NoOperation);
        ImmutableArray<CallbackType> expected = name switch
        {
            "conversation-end" => [],
            "conversation-idle" or "conversation-consumer-idle" => [CallbackType.SystemMessage, CallbackType.CloseConversation],
            _ => [CallbackType.SystemMessage],
        };
        Assert.Equal(expected, answer.Commands.Select(c => c.Type));
    }
}
