namespace Conversations.Cli;

/// <summary>What the process ends with. Stable: scripts rely on it, docs/client.md lists it.</summary>
internal static class ExitCodes
{
    public const int Done = 0;
    /// <summary>What was looked at has faults: a wrong account folder, an expectation that failed, a journal that does not add up.</summary>
    public const int Faults = 1;
    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;
    public const int Unreachable = 3;
    /// <summary>The key or secret is missing, unknown, or opens something else.</summary>
    public const int Refused = 4;
    /// <summary>No such conversation, function, file or folder.</summary>
    public const int NotFound = 5;
    /// <summary>Anything else that went wrong.</summary>
    public const int Failed = 6;
}
