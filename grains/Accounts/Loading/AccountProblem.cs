namespace Conversations.Accounts.Loading;

/// <summary>What is wrong with an account's files, where, and what to write instead.</summary>
public sealed record AccountProblem
{
    /// <summary>Path relative to the account's folder, with forward slashes.</summary>
    public required string File { get; init; }
    /// <summary>1-based; 1 where the whole file or folder is meant.</summary>
    public required int Line { get; init; }
    public required string Message { get; init; }
    public required ProblemSeverity Severity { get; init; }

    /// <summary><c>file:line: message</c>; a warning says so after the line.</summary>
    public override string ToString() => $"{File}:{Line}: {(Severity is ProblemSeverity.Warning ? "warning: " : "")}{Message}";

    /// <summary>As it is told to those who ask over HTTP or call a grain: a warning says so in its message.</summary>
    public ConfigurationFault ToFault() => new()
    {
        Path = File,
        Line = Line,
        Message = Severity is ProblemSeverity.Warning ? $"Warning: {Message}" : Message,
    };
}

public enum ProblemSeverity
{
    Unspecified = 0,
    /// <summary>The account loads; something in it does not do what it seems to.</summary>
    Warning = 1,
    /// <summary>The account is refused whole.</summary>
    Error = 2,
}
