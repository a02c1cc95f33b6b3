namespace Conversations;

/// <summary>What became of a command. It is given only after what it reports is on disk.</summary>
[GenerateSerializer, Immutable, Alias("conversations.receipt.v1")]
public sealed record Receipt
{
    /// <summary>The journal version of the conversation when the command was answered.</summary>
    [Id(0)] public long Version { get; init; }

    /// <summary>The transcript position of the published message; 0 when the command published none.</summary>
    [Id(1)] public long Seq { get; init; }

    /// <summary>The message was kept and not given to the bot, which was busy (SEED1).</summary>
    [Id(2)] public bool Ignored { get; init; }

    /// <summary>The command had been carried out before; nothing was done again.</summary>
    [Id(3)] public bool Repeated { get; init; }

    /// <summary>Why nothing was changed; null when the command was carried out.</summary>
    [Id(4)] public Refusal? Refusal { get; init; }
}

/// <summary>Why a command changed nothing.</summary>
[GenerateSerializer, Immutable, Alias("conversations.refusal.v1")]
public sealed record Refusal
{
    /// <summary>A stable code of the contract, see <see cref="RefusalCodes"/>.</summary>
    [Id(0)] public required string Code { get; init; }

    /// <summary>A sentence that says what to do.</summary>
    [Id(1)] public required string Detail { get; init; }
}

/// <summary>The stable codes of <see cref="Refusal.Code"/>. Source: contract, Errors.</summary>
public static class RefusalCodes
{
    /// <summary>A required field is absent or blank.</summary>
    public const string MissingField = "missing_field";
    /// <summary>A field has a value it can't have.</summary>
    public const string InvalidField = "invalid_field";
    /// <summary>No such conversation in this account.</summary>
    public const string UnknownConversation = "unknown_conversation";
    /// <summary>The conversation has ended.</summary>
    public const string ConversationClosed = "conversation_closed";
    /// <summary>No such skill in this account.</summary>
    public const string UnknownSkill = "unknown_skill";
    /// <summary>No such agent in this account.</summary>
    public const string UnknownAgent = "unknown_agent";
    /// <summary>Another agent has it, or it is proposed to another.</summary>
    public const string AlreadyAssigned = "already_assigned";
    /// <summary>The agent is away, or has as many conversations as fit.</summary>
    public const string AgentUnavailable = "agent_unavailable";
    /// <summary>Nobody waits: neither in a queue nor for this agent.</summary>
    public const string NotWaiting = "not_waiting";
    /// <summary>The conversation has gone on since: what was decided for it then no longer fits.</summary>
    public const string MovedOn = "moved_on";
    /// <summary>Functions have moved it again and again without a person taking part.</summary>
    public const string Loop = "loop";
    /// <summary>No such function in this account.</summary>
    public const string UnknownFunction = "unknown_function";
    /// <summary>The function has no such deployment.</summary>
    public const string UnknownDeployment = "unknown_deployment";
    /// <summary>No such invocation among those that are kept.</summary>
    public const string UnknownInvocation = "unknown_invocation";
    /// <summary>The function exists and is not deployed.</summary>
    public const string NotDeployed = "not_deployed";
    /// <summary>Another function is on the event, or on one that excludes it (SEED2).</summary>
    public const string EventConflict = "event_conflict";
    /// <summary>The function lies in the account's folder, where alone it can be changed.</summary>
    public const string FunctionInFolder = "function_in_folder";
    /// <summary>No such webhook in this account.</summary>
    public const string UnknownWebhook = "unknown_webhook";
    /// <summary>No such dead letter: it has been delivered meanwhile, or newer ones have taken its place.</summary>
    public const string UnknownDeadLetter = "unknown_dead_letter";
    /// <summary>The account has as many webhooks as it may have.</summary>
    public const string TooManyWebhooks = "too_many_webhooks";
    /// <summary>The webhook is switched off.</summary>
    public const string WebhookDisabled = "webhook_disabled";
    /// <summary>Text, upload or document above its limit.</summary>
    public const string PayloadTooLarge = "payload_too_large";
    /// <summary>The service has more to do than it can hold; come back later.</summary>
    public const string Overloaded = "overloaded";
}
