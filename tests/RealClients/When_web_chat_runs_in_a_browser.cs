using System.Text.Json;
using Conversations.Tests.AccountFolders;
using Conversations.Tests.Servers;

namespace Conversations.Tests.RealClients;

/// <summary>The bundle of Web Chat as it is published, in Chromium, on a page from another address than the server's.</summary>
[Collection(RealProcesses.Name), Trait("Category", "Browser")]
public sealed class When_web_chat_runs_in_a_browser(RunningSilo running) : IClassFixture<RunningSilo>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Theory, InlineData(true), InlineData(false)]
    public async Task a_consumer_can_talk_and_send_a_file(bool overSocket)
    {
        var picture = Repository.Path("artifacts", "screenshots", overSocket ? "web-chat-websocket.png" : "web-chat-polling.png");
        // A user id that begins with "dl_" is taken by Web Chat only from a token.
        var (token, _) = await running.Silo.Token("dl_ann");
        var (lines, output) = await Talk(new
        {
            domain = running.Silo.DirectLine, token, webSocket = overSocket, browser = NodeTools.Chromium(), screenshot = picture,
        });
        var transcript = lines.SingleOrDefault(l => l.Kind is "transcript") ?? throw new InvalidOperationException(output);
        var said = transcript.Line.GetProperty("lines").EnumerateArray().Select(l => l.GetString()!).ToList();
        Assert.Equal(["hi", "Hello! Which order can I look up for you?", "order 3", "I am still looking for order 3."], said.Take(4));
        Assert.StartsWith("Order 3: ", said[4], StringComparison.Ordinal);
        Assert.StartsWith("receipt.txt", said[5], StringComparison.Ordinal);
        Assert.DoesNotContain("Sending", transcript.Line.GetProperty("body").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(lines, l => l.Kind is "failed" or "console" or "pageerror");
        Assert.Equal("paid", await running.Silo.Http.GetStringAsync(lines.Single(l => l.Kind is "link").Line.GetProperty("href").GetString()));
        Assert.True(new FileInfo(picture).Length > 0);
    }

    private static async Task<(List<Seen> Lines, string Output)> Talk(object options)
    {
        await using var node = ChildProcess.Start(NodeTools.Node(), ["web-chat.mjs", JsonSerializer.Serialize(options)], NodeTools.Folder);
        List<Seen> lines = [];
        while (await node.NextLine(Patience) is { } line)
        {
            lines.Add(new Seen(JsonDocument.Parse(line).RootElement));
        }
        await node.End(Patience);
        return (lines, node.Output);
    }
}
