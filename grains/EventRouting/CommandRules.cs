using System.Collections.Immutable;
using Conversations.Accounts;

namespace Conversations.EventRouting;

/// <summary>
/// How commands are carried out: the first of each type, in the order systemMessage, transfer, close, in one append, so that a message
/// is always in the transcript before the conversation closes. Source: SEED2.
/// </summary>
internal static class CommandRules
{
    /// <summary>Transfers by functions without a person saying something in between; then they are stopped.</summary>
    public const int MostMoves = 10;

    /// <summary>The first of each type, in the order in which they are applied; the others are ignored.</summary>
    public static ImmutableArray<CallbackCommand> InOrder(IEnumerable<CallbackCommand> commands) =>
        [.. commands.DistinctBy(c => c.Type).OrderBy(c => c.Type)];

    /// <summary>Commands of the API: all or none.</summary>
    public static Decision Apply(Conversation state, ApplyCommands apply, Account account, DateTimeOffset now)
    {
        var d = new Deliberation(state, account, now);
        if (apply.CommandId is { } id && state.Received.Find(Evolution.ApiSender, id) is { } seq) return d.Done(seq, repeated: true);
        Clocks.Advance(d);
        if (!d.State.IsOpen)
        {
            return Deliberation.Refuse(state, RefusalCodes.ConversationClosed, $"The conversation '{state.Key.Conversation}' is closed; open a new one.");
        }
        var commands = InOrder(apply.Commands);
        if (Fault(d, apply, commands) is { } fault) return Deliberation.Refuse(state, fault.Code, fault.Detail);
        var last = d.State.LastSeq;
        foreach (var command in commands)
        {
            CarryOut(d, command, null);
        }
        if (apply.CommandId is { } given) d.Raise(new CommandsApplied { At = now, CommandId = given });
        return d.Done(commands.Any(c => c.Type == CallbackType.SystemMessage) ? last + 1 : 0);
    }

    public static void CarryOut(Deliberation d, CallbackCommand command, string? function)
    {
        switch (command.Type)
        {
            case CallbackType.SystemMessage:
                EventLane.Say(d, command.Text!);
                break;
            case CallbackType.Transfer:
                Transfers.Do(d, command.SkillId, command.AgentId, function);
                break;
            case CallbackType.CloseConversation:
                Closing.Do(d, CloseReason.System);
                break;
        }
    }

    private static Refusal? Fault(Deliberation d, ApplyCommands apply, ImmutableArray<CallbackCommand> commands)
    {
        if (commands.IsEmpty) return OpeningCheck.Refusal(RefusalCodes.MissingField, "There are no commands; give at least one.");
        if (apply.CommandId is { Length: > 200 }) return OpeningCheck.Refusal(RefusalCodes.InvalidField, "The id of the commands has more than 200 characters.");
        return commands.Select(c => Fault(d, c)).FirstOrDefault(f => f is not null);
    }

    public static Refusal? Fault(Deliberation d, CallbackCommand command) => command.Type switch
    {
        CallbackType.SystemMessage when string.IsNullOrWhiteSpace(command.Text) =>
            OpeningCheck.Refusal(RefusalCodes.MissingField, "'text' of the systemMessage is missing or blank."),
        CallbackType.SystemMessage when command.Text.Length > Publishing.TextLimit =>
            OpeningCheck.Refusal(RefusalCodes.PayloadTooLarge, $"'text' has {command.Text.Length} characters; at most {Publishing.TextLimit} fit."),
        CallbackType.Transfer => Transfers.Fault(d, command.SkillId, command.AgentId),
        CallbackType.SystemMessage or CallbackType.CloseConversation => null,
        _ => OpeningCheck.Refusal(RefusalCodes.InvalidField, "'type' is no command; give systemMessage, transfer or closeConversation."),
    };
}
