using System.Text.Json;
using Conversations.Tests.Servers;

namespace Conversations.Tests.RealClients;

/// <summary>botframework-directlinejs in Node, told what to say and asked what it saw.</summary>
internal sealed class DirectLineJs : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);
    private readonly ChildProcess _node;
    private readonly List<Seen> _seen = [];

    private DirectLineJs(ChildProcess node) => _node = node;

    /// <summary>The messages that its feed brought, in their order.</summary>
    public IEnumerable<Seen> Messages => _seen.Where(s => s.IsMessage);

    public string Conversation => Messages.First().Id!.Split('|')[0];

    /// <param name="silo">Where to.</param>
    /// <param name="token">A token or the secret; to the client they differ only in whether they are refreshed.</param>
    /// <param name="overSocket">Over a WebSocket, else by polling as often as the client lets itself be told.</param>
    public static DirectLineJs Start(SiloProcess silo, string token, bool overSocket) => new(ChildProcess.Start(
        NodeTools.Node(),
        ["direct-line.mjs", JsonSerializer.Serialize(new { domain = silo.DirectLine, token, webSocket = overSocket, pollingInterval = 200, user = "ann" })],
        NodeTools.Folder));

    public void Say(string text, TimeSpan after = default) =>
        _node.Write(JsonSerializer.Serialize(new { say = text, after = after.TotalMilliseconds }));

    /// <summary>Waits for a message that begins so.</summary>
    public Task<Seen> Hears(string beginning) =>
        Until(s => s.IsMessage && s.Text?.StartsWith(beginning, StringComparison.Ordinal) is true);

    public Task<Seen> Until(string status) =>
        Until(s => s.Kind is "status" && s.Line.GetProperty("status").GetString() == status);

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    private async Task<Seen> Until(Func<Seen, bool> awaited)
    {
        while (await _node.NextLine(Patience) is { } line)
        {
            var seen = new Seen(JsonDocument.Parse(line).RootElement);
            _seen.Add(seen);
            Assert.True(seen.Kind is not "failed", $"The client failed: {line}");
            if (awaited(seen))
            {
                return seen;
            }
        }
        throw new InvalidOperationException($"The client ended. It wrote:\n{_node.Output}");
    }
}
