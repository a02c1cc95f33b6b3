using Conversations.Silo.Http.Bodies;

namespace Conversations.Silo.Http.V1;

/// <summary>Ends a v1 call with a problem; nothing was changed.</summary>
internal sealed class ProblemException : Exception
{
    public ProblemException(string code, string detail) : base(detail) => Code = code;

    public ProblemException(IReadOnlyList<FieldFault> faults) : base(string.Join(' ', faults.Select(f => f.Message)))
    {
        // Too large is told by the status alone to those who read nothing else.
        Code = faults.FirstOrDefault(f => f.Code == RefusalCodes.PayloadTooLarge)?.Code ?? faults[0].Code;
        Faults = faults;
    }

    public ProblemException(Refusal refusal) : this(refusal.Code, refusal.Detail) { }

    /// <summary>A stable code of the contract.</summary>
    public string Code { get; }

    /// <summary>The HTTP status; null for the one that belongs to the code.</summary>
    public int? Status { get; private init; }

    /// <summary>What is wrong with which field; null when no field is at fault.</summary>
    public IReadOnlyList<FieldFault>? Faults { get; }

    public static ProblemException UnknownConversation(string id) =>
        new(RefusalCodes.UnknownConversation, $"There is no conversation '{id}' in this account; list them with GET conversations.");

    /// <summary>The address names an agent whom the account does not have.</summary>
    public static ProblemException UnknownAgent(string id) =>
        new(RefusalCodes.UnknownAgent, $"There is no agent '{id}' in this account; GET agents lists them.") { Status = StatusCodes.Status404NotFound };

    /// <summary>The address names a third-party bot that the account does not have.</summary>
    public static ProblemException UnknownBot(string id) =>
        new(ProblemCodes.UnknownBot, $"There is no third-party bot '{id}' in this account; GET bots lists them.");

    /// <summary>The address names a skill that the account does not have.</summary>
    public static ProblemException UnknownSkill(string id) =>
        new(RefusalCodes.UnknownSkill, $"There is no skill '{id}' in this account; GET skills lists them.") { Status = StatusCodes.Status404NotFound };
}
