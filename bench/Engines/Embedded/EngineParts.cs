namespace Conversations.Bench;

/// <summary>What only the embedded engine is measured by.</summary>
internal static class EngineParts
{
    public static readonly (string Name, Func<Task> Run)[] All = [("grain-call", GrainCalls.Run), ("memory", MemoryPerConversation.Run)];
}
