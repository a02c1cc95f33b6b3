using Conversations.Simulation.Schema;

namespace Conversations.Simulation;

/// <summary>The steps that ask a conversation for something else than to say something.</summary>
internal static class CommandSteps
{
    /// <summary>What is asked, in words and as a command; null when the step asks for nothing of the kind.</summary>
    public static (string What, ConversationCommand Command)? Of(StepDocument step) => step switch
    {
        { Accept: { } agent } => ($"{agent} accepting", new AssignAgent { AgentId = agent, ReservedUntil = DateTimeOffset.MaxValue }),
        { Transfer: { } to } => ("the transfer", Transfer(to)),
        { ReturnToQueue: true } => ("returning to the queue", new ReturnToQueue()),
        { Join: { } who } => ($"{who.Id} joining", new AddParticipant { Participant = new Participant { Id = who.Id ?? "", Role = RoleOf(who.Role) } }),
        { Leave: { } who } => ($"{who} leaving", new RemoveParticipant { ParticipantId = who }),
        { Ttr: { } ttr } => ($"the response time {ttr}", Change(ttr)),
        { StepUp: { } consumer } => ($"{consumer} signing in", new StepUpConsumer { Consumer = new Consumer { Id = consumer } }),
        { Typing: true } => ("typing", new NoteTyping()),
        _ => null,
    };

    private static ApplyCommands Transfer(TransferStepDocument to) => new()
    {
        Commands = [new CallbackCommand { Type = CallbackType.Transfer, SkillId = to.Skill, AgentId = to.Agent }],
    };

    private static ChangeTtr Change(string ttr) => ttr switch
    {
        "NORMAL" => new() { TtrType = TtrType.Normal },
        "URGENT" => new() { TtrType = TtrType.Urgent },
        "PRIORITIZED" => new() { TtrType = TtrType.Prioritized },
        _ => new() { TtrType = TtrType.Custom, Value = long.TryParse(ttr, out var seconds) ? seconds : null },
    };

    private static Role RoleOf(string? word) => word switch { "agent" => Role.Agent, "reader" => Role.Reader, _ => Role.Manager };
}
