namespace Conversations.Tests.Servers;

/// <summary>What a server keeps, in a folder that goes with the test. It outlives the processes that use it.</summary>
internal sealed class SiloFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("conversations-silo-").FullName;

    public string Database => System.IO.Path.Combine(Path, "data", "conversations.db");

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
