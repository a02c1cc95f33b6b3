using System.Text.Json.Serialization;

namespace Conversations.Bots;

/// <summary>One thing that a third-party bot says or does. What it sends is read into these, in its order. Source: SEED4.</summary>
[GenerateSerializer, Immutable, Alias("conversations.bot-action.v1")]
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(BotLine), "line.v1")]
[JsonDerivedType(typeof(BotPause), "pause.v1")]
[JsonDerivedType(typeof(BotTransfer), "transfer.v1")]
[JsonDerivedType(typeof(BotClose), "close.v1")]
[JsonDerivedType(typeof(BotChangeTtr), "changeTtr.v1")]
[JsonDerivedType(typeof(BotInvocation), "invocation.v1")]
[JsonDerivedType(typeof(BotEscalation), "escalation.v1")]
public abstract record BotAction;

/// <summary>Something to say: text, rich content, or both.</summary>
[GenerateSerializer, Immutable, Alias("conversations.bot-line.v1")]
public sealed record BotLine : BotAction
{
    /// <summary>What is said; at most 8,000 characters.</summary>
    [Id(0)] public string? Text { get; init; }
    /// <summary>Rich content as JSON text, as the bot wrote it.</summary>
    [Id(1)] public string? StructuredContent { get; init; }
    /// <summary>Metadata as JSON text.</summary>
    [Id(2)] public string? Metadata { get; init; }
    /// <summary>Base64, at most 5,000 characters.</summary>
    [Id(3)] public string? EncodedMetadata { get; init; }
    /// <summary>Who may see it.</summary>
    [Id(4)] public Audience Audience { get; init; }
    /// <summary>
    /// What else a Direct Line client can show of it (attachments, suggested actions, an event's name and value, …), as the JSON of an
    /// activity. Null when text and rich content are all there is. Nothing in it is more private than the line.
    /// </summary>
    [Id(5)] public string? Activity { get; init; }
    /// <summary>The name of an event; null for a message.</summary>
    [Id(6)] public string? EventName { get; init; }
}

/// <summary>A wait before whatever comes next. Source: SEED4, figure 1.1.</summary>
[GenerateSerializer, Immutable, Alias("conversations.bot-pause.v1")]
public sealed record BotPause : BotAction
{
    /// <summary>Whole seconds, 0 to 300.</summary>
    [Id(0), JsonIgnore(Condition = JsonIgnoreCondition.Never)] public required int Seconds { get; init; }
    /// <summary>Whether a typing indicator is shown meanwhile.</summary>
    [Id(1), JsonIgnore(Condition = JsonIgnoreCondition.Never)] public required bool Typing { get; init; }
}

/// <summary><c>TRANSFER</c>: to a skill, perhaps with an agent proposed.</summary>
[GenerateSerializer, Immutable, Alias("conversations.bot-transfer.v1")]
public sealed record BotTransfer : BotAction
{
    /// <summary>The skill's name, upper and lower case told apart; where no skill has that name, its id.</summary>
    [Id(0)] public required string Skill { get; init; }
    /// <summary>The agent to propose it to.</summary>
    [Id(1)] public string? AgentId { get; init; }
}

/// <summary><c>CLOSE_CONVERSATION</c>, or the activity <c>endOfConversation</c>.</summary>
[GenerateSerializer, Immutable, Alias("conversations.bot-close.v1")]
public sealed record BotClose : BotAction
{
    /// <summary>Without a survey. Kept, for there are no surveys.</summary>
    [Id(0)] public bool WithoutPcs { get; init; }
}

/// <summary><c>CHANGE_TTR</c>.</summary>
[GenerateSerializer, Immutable, Alias("conversations.bot-change-ttr.v1")]
public sealed record BotChangeTtr : BotAction
{
    /// <summary>Urgent, normal or prioritized.</summary>
    [Id(0)] public required TtrType TtrType { get; init; }
}

/// <summary><c>INVOCATION</c>: a function is to be run. Source: SEED4, figure 6.1.</summary>
[GenerateSerializer, Immutable, Alias("conversations.bot-invocation.v1")]
public sealed record BotInvocation : BotAction
{
    /// <summary><c>lambdaUuid</c>: the function's id.</summary>
    [Id(0)] public required string Function { get; init; }
    /// <summary>The payload as JSON text; null for none. A payload that came as a text is a JSON string, unless the text is JSON itself.</summary>
    [Id(1)] public string? Payload { get; init; }
    /// <summary>A failed invocation escalates.</summary>
    [Id(2)] public bool FailOnError { get; init; }
}

/// <summary>What the bot sent can't be carried out, so that people take over: an action that is not known, or that lacks what it needs.</summary>
[GenerateSerializer, Immutable, Alias("conversations.bot-escalation.v1")]
public sealed record BotEscalation : BotAction
{
    /// <summary>Why, as a stable word: see <see cref="BotFaults"/>.</summary>
    [Id(0)] public required string Reason { get; init; }
    /// <summary>A sentence for the operator.</summary>
    [Id(1)] public required string Detail { get; init; }
}

/// <summary>A part of what a bot sent that was not carried out.</summary>
[GenerateSerializer, Immutable, Alias("conversations.bot-refusal.v1")]
public sealed record BotRefusal
{
    /// <summary>Which part, as a path into the activity, for example <c>channelData.multiMessage[2].value</c>; <c>activity</c> for all of it.</summary>
    [Id(0)] public required string Part { get; init; }
    /// <summary>Why, as a stable word: see <see cref="BotFaults"/>.</summary>
    [Id(1)] public required string Reason { get; init; }
    /// <summary>A sentence for whoever writes the bot.</summary>
    [Id(2)] public required string Detail { get; init; }
}
