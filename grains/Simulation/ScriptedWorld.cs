using System.Collections.Immutable;

namespace Conversations.Simulation;

/// <summary>How everything outside of the conversations behaves in a simulation. By default nothing there asks for anything or fails.</summary>
public sealed record ScriptedWorld
{
    /// <summary>How the services behind integrations behave.</summary>
    public required IIntegrationScript Integrations { get; init; }
    /// <summary>How functions answer. Default: each asks for nothing, so that the automatic messages are said.</summary>
    public IFunctionScript Functions { get; init; } = ScriptedFunctions.None;
    /// <summary>How third-party bots behave. Default: they never answer.</summary>
    public IBotScript Bots { get; init; } = ScriptedBots.None;
    /// <summary>Agents who are away, or have no room left; all others take what is proposed to them.</summary>
    public ImmutableArray<string> UnavailableAgents { get; init; } = [];
    /// <summary>How long a chat instance takes to confirm a message that it was handed. Default: no time.</summary>
    public TimeSpan ConfirmationTakes { get; init; }
}
