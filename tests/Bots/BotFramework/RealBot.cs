using Conversations.Tests.RealClients;
using Conversations.Tests.Servers;

namespace Conversations.Tests.Bots.BotFramework;

/// <summary>A bot on a public SDK, as it is published, in a process of its own.</summary>
internal sealed class RealBot : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);
    private readonly ChildProcess _node;

    private RealBot(ChildProcess node, int port)
    {
        _node = node;
        Host = $"127.0.0.1:{port}";
    }

    public string Host { get; }

    public string Endpoint => $"http://{Host}/api/messages";

    public string Output => _node.Output;

    /// <param name="sdk">The folder below <c>tests/clients</c>.</param>
    /// <param name="arguments">What its script takes beside the port.</param>
    public static async Task<RealBot> Start(string sdk, params string[] arguments)
    {
        var port = FreePort.Take();
        var node = ChildProcess.Start(NodeTools.Node(), ["bot.js", $"{port}", .. arguments], NodeTools.BotFolder(sdk));
        while (await node.NextLine(Patience) is { } line)
        {
            if (line.Contains("\"listening\"", StringComparison.Ordinal)) return new(node, port);
        }
        throw new InvalidOperationException($"The bot did not start. It wrote:\n{node.Output}");
    }

    public ValueTask DisposeAsync() => _node.DisposeAsync();
}
