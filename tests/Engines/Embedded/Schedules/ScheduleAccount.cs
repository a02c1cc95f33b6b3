using Conversations.Accounts;
using Conversations.Flows;
using Conversations.Functions;
using Conversations.Tests.Conversing;

namespace Conversations.Tests.Engines.Embedded.Schedules;

/// <summary>An account whose flow does a bit of everything, with a random interruption policy.</summary>
internal static class ScheduleAccount
{
    public static Account Random(Random random) => Talk.Account(
        new InterruptionRules
        {
            Policy = (InterruptionPolicy)random.Next(3), Message = random.Next(2) == 0 ? "Please wait." : InterruptionRules.BlankMessage,
        },
        Talk.SlowStep(2, 5),
        Talk.Step("refund (?<number>[0-9]+)") with
        {
            Message = LocalizedText.Of("I will see."),
            PostActions = [Talk.Look with { OnFailure = [Say("No refund.")] }, Say("Refund is {status}.")],
            ProactiveMessages = [new ProactiveMessage { After = TimeSpan.FromSeconds(3), Text = LocalizedText.Of("Still on it.") }],
        },
        Talk.Step("wait") with { PreActions = [new WaitAction { Time = TimeSpan.FromSeconds(4) }], Message = LocalizedText.Of("Waited.") },
        Talk.Step("set") with { PreActions = [new SetVariableAction { Name = "a", Value = "{text}" }], Message = LocalizedText.Of("Set to {a}.") },
        Talk.Step("tell (?<id>[a-z0-9]+) (?<what>.+)") with
        {
            PreActions = [new SendToChatInstanceAction { Message = "{what}", ChatInstanceId = "{id}", OnFailure = [Say("Not told.")] }],
            Message = LocalizedText.Of("Told."),
        },
        Talk.Step("agent") with { PreActions = [Say("Wait for an agent."), new TransferAction { SkillId = "support" }] },
        Talk.Step("bye") with { Message = LocalizedText.Of("Bye."), PostActions = [new CloseAction()] });

    /// <summary>What a function says before it closes.</summary>
    public const string Goodbye = "All our agents are at home. Goodbye.";

    /// <summary>The same, with a function that closes what is transferred. It returns its commands in any order.</summary>
    public static Account WithFunctions(Random random)
    {
        string[] commands = [$$"""{"type":"systemMessage","text":"{{Goodbye}}"}""", """{"type":"closeConversation"}"""];
        if (random.Next(2) == 0) Array.Reverse(commands);
        var closer = new FunctionDefinition
        {
            Id = "closer", Event = MessagingEvents.ConversationRouting, Code = $"[{string.Join(',', commands)}]",
        };
        var account = Random(random) with { Functions = [closer] };
        return account with { FunctionRoutes = FunctionRouting.Routes(account, null) };
    }

    private static SayAction Say(string text) => new() { Text = LocalizedText.Of(text) };
}
