namespace Conversations.Bench;

/// <summary>What only Microsoft Orleans is measured by.</summary>
internal static class EngineParts
{
    public static readonly (string Name, Func<Task> Run)[] All = [("ping", GrainPings.Run), ("placement", Placements.Run)];
}
