using Conversations.Cli;
using Conversations.Tests.Servers;

namespace Conversations.Tests.Clients;

/// <summary>The command line of this build in a process of its own.</summary>
internal sealed class Command : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly ChildProcess _process;

    private Command(ChildProcess process) => _process = process;

    public static Command Run(params string[] arguments) =>
        new(ChildProcess.Start(Programs.Demand("dotnet", "dotnet-sdk-10.0"), ["exec", typeof(CommandLine).Assembly.Location, .. arguments], Path.GetTempPath()));

    /// <summary>Waits for a line with this text in it.</summary>
    public async Task Says(string text)
    {
        while (await _process.NextLine(Patience) is { } line)
        {
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return;
            }
        }
        Assert.Fail($"It ended without saying '{text}':\n{_process.Output}");
    }

    public void Input(string line) => _process.Write(line);

    public void EndInput() => _process.EndInput();

    public Task<int> End(TimeSpan patience) => _process.End(patience);

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
