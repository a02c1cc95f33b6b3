using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Conversations.Client;
using Conversations.Tests.Servers;

namespace Conversations.Tests.Crashes;

/// <summary>The processes that functions run in die again and again while conversations open, and nobody notices.</summary>
[Collection(RealProcesses.Name), Trait("Category", "Crash")]
public sealed partial class When_only_the_function_host_is_killed(ITestOutputHelper output)
{
    private const int Opened = 300;
    private const string Greeting = "Hello and welcome! It is nice to meet you. How can we help?";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task each_conversation_is_greeted_once_by_the_function()
    {
        Assert.SkipWhen(Programs.Find("node") is null, "Node.js is missing, and functions run in it: install it (apt-get install nodejs npm).");
        using var folder = new SiloFolder();
        await using var silo = await SiloProcess.Start(folder);
        var client = silo.Client();

        ConcurrentQueue<string> ids = [];
        var opening = Open(client, ids);
        var killed = 0;
        while (!opening.IsCompleted)
        {
            // However slow it all is: between two kills a conversation comes from its opening to its greeting.
            await Task.WhenAll(Task.Delay(700), OneIsGreeted(client, ids, opening));
            killed += KillHosts(silo);
        }
        await opening;

        var greeted = 0;
        foreach (var id in ids)
        {
            var said = await Greetings(client, id);
            Assert.True(said.Length == 1, $"{id} was greeted {said.Length} times: {string.Join(" | ", said)}");
            greeted += said[0] == Greeting ? 1 : 0;
        }
        output.WriteLine($"{killed} function hosts killed; {greeted} of {ids.Count} conversations greeted by the function, the others by the automatic message after its last try");
        Assert.True(killed > 0, "No function host ran while the conversations opened.");
        // Four tries are seldom all in vain, or the host is not replaced.
        Assert.InRange(greeted, Opened * 9 / 10, Opened);
        Assert.Equal(0, await silo.Stop(Patience));
    }

    private static async Task Open(HttpConversationsClient client, ConcurrentQueue<string> ids)
    {
        for (var i = 0; i < Opened; i++)
        {
            ids.Enqueue((await client.Open(new NewConversation { Consumer = new Consumer { Id = $"guest-{i}" }, SkillId = "support" })).Id);
            await Task.Delay(10);
        }
    }

    private static async Task OneIsGreeted(HttpConversationsClient client, ConcurrentQueue<string> ids, Task opening)
    {
        var before = ids.Count;
        while (!opening.IsCompleted && ids.Count <= before) await Task.Delay(10);
        if (ids.Count > before) await Greetings(client, ids.ElementAt(before));
    }

    private static int KillHosts(SiloProcess silo)
    {
        var killed = 0;
        foreach (var pid in Runs().Matches(silo.Output).Select(m => int.Parse(m.Groups["pid"].Value)).Distinct())
        {
            try
            {
                using var process = Process.GetProcessById(pid);
                if (process.ProcessName != "node") continue;
                process.Kill();
                killed++;
            }
            catch (ArgumentException)
            {
                // It is gone already.
            }
        }
        return killed;
    }

    private static async Task<string[]> Greetings(HttpConversationsClient client, string id)
    {
        var give = DateTime.UtcNow + Patience;
        while (true)
        {
            var said = (await client.ReadMessages(id)).Messages.Select(m => m.Text!).ToArray();
            if (said.Length > 0 || DateTime.UtcNow > give) return said;
            await Task.Delay(100);
        }
    }

    [GeneratedRegex("Function host (?<pid>[0-9]+) runs")]
    private static partial Regex Runs();
}
