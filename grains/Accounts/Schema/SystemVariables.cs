using System.Collections.Immutable;

namespace Conversations.Accounts.Schema;

/// <summary>The environment variables that steer interruptions, by their exact names. Source: SEED1.</summary>
public static class SystemVariables
{
    /// <summary>Boolean, default true.</summary>
    public const string Handle = "system_handleIntermediateUserMessage";
    /// <summary>String of milliseconds, 1 to 300000, default 15000.</summary>
    public const string Timeout = "system_intermediateBotResponseTimeout";
    /// <summary>String, default BLANK_MESSAGE.</summary>
    public const string Message = "system_intermediateBotMessage";

    public const string Prefix = "system_";

    public static ImmutableArray<string> All { get; } = [Handle, Timeout, Message];
}
