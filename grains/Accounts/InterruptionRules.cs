namespace Conversations.Accounts;

/// <summary>What happens to consumer messages while the bot is responding. Source: SEED1.</summary>
public sealed record InterruptionRules
{
    /// <summary>The value of <c>system_intermediateBotMessage</c> that means silence; only a preview shows it.</summary>
    public const string BlankMessage = "BLANK_MESSAGE";

    public static InterruptionRules Default { get; } = new();

    public InterruptionPolicy Policy { get; init; } = InterruptionPolicy.Ignore;

    /// <summary><c>system_intermediateBotResponseTimeout</c>: how long the bot is busy at most. Half-open: a message at exactly start + value is answered.</summary>
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromMilliseconds(15_000);

    /// <summary><c>system_intermediateBotMessage</c>: said to each interrupting message under <see cref="InterruptionPolicy.Ignore"/>.</summary>
    public string Message { get; init; } = BlankMessage;
}

/// <summary>What happens to an interrupting message. The first is SEED1's; the others go beyond it.</summary>
public enum InterruptionPolicy
{
    /// <summary>Kept, marked, not given to the bot.</summary>
    Ignore = 0,
    /// <summary>Given to the bot when the running turn has ended.</summary>
    Queue = 1,
    /// <summary>Given to the bot at once (SEED1 with <c>system_handleIntermediateUserMessage</c> = false); the running turn's answer is marked late.</summary>
    Process = 2,
}
