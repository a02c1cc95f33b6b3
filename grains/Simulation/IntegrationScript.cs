namespace Conversations.Simulation;

/// <summary>Says how the services behind integrations behave.</summary>
public interface IIntegrationScript
{
    /// <summary>What a call gets.</summary>
    /// <param name="call">The call, variables filled in.</param>
    /// <param name="number">The how-many-th call of this integration by name it is, from 1; a repeat after a crash counts.</param>
    ScriptedAnswer Answer(HttpIntegration call, int number);
}

/// <summary>What a service does with a call.</summary>
public sealed record ScriptedAnswer
{
    /// <summary>How long it takes; null when it never answers, so that the call's own time limit ends it.</summary>
    public required TimeSpan? Takes { get; init; }
    /// <summary>The HTTP status; null when the connection fails.</summary>
    public int? Status { get; init; } = 200;
    /// <summary>The body as JSON text; null for none.</summary>
    public string? Body { get; init; }
}
