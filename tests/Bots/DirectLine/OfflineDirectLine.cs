using System.Text.Json;
using Conversations.Tests.RealClients;
using Conversations.Tests.Servers;

namespace Conversations.Tests.Bots.DirectLine;

/// <summary>offline-directline and a botbuilder bot from npm, as they are published.</summary>
internal sealed class OfflineDirectLine : IAsyncDisposable
{
    private const string Name = "offline-directline";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly ChildProcess _node;

    private OfflineDirectLine(ChildProcess node, string endpoint) => (_node, Endpoint) = (node, endpoint);

    public string Endpoint { get; }
    public string Host => new Uri(Endpoint).Authority;

    public static async Task<OfflineDirectLine> Start()
    {
        var node = ChildProcess.Start(NodeTools.Node(Name), ["server.mjs"], Path.Combine(NodeTools.Folder, Name));
        var line = await node.NextLine(Patience) ?? throw new InvalidOperationException($"It ended. It wrote:\n{node.Output}");
        return new(node, JsonDocument.Parse(line).RootElement.GetProperty("endpoint").GetString()!);
    }

    /// <summary>The next message that the bot gets.</summary>
    public async Task<(string Text, string Id)> Message()
    {
        while (await _node.NextLine(Patience) is { } line)
        {
            var got = JsonDocument.Parse(line).RootElement;
            if (got.GetProperty("type").GetString() is "message") return (got.GetProperty("text").GetString()!, got.GetProperty("clientActivityID").GetString()!);
        }
        throw new InvalidOperationException($"It ended. It wrote:\n{_node.Output}");
    }

    public ValueTask DisposeAsync() => _node.DisposeAsync();
}
