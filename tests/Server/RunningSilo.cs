namespace Conversations.Tests.Servers;

/// <summary>One server for the tests of a class.</summary>
public sealed class RunningSilo : IAsyncLifetime
{
    private readonly SiloFolder _folder = new();

    internal SiloProcess Silo { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Silo = await SiloProcess.Start(_folder);

    public async ValueTask DisposeAsync()
    {
        await Silo.DisposeAsync();
        _folder.Dispose();
    }
}
