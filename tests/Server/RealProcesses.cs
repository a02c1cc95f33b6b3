namespace Conversations.Tests.Servers;

/// <summary>
/// Tests with a server in a process of its own. They run after the others and one by one: those that measure times must not
/// share the processors with them.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RealProcesses
{
    public const string Name = "Real processes";
}
