using System.Net;
using System.Text;
using Conversations.Client;
using Conversations.Tests.Servers;

namespace Conversations.Tests.Crashes;

[Collection(RealProcesses.Name), Trait("Category", "Process")]
public sealed class When_the_disk_is_full : IDisposable
{
    private const int LongestText = 8_000;
    private readonly SiloFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task each_request_is_told_and_all_goes_on_when_there_is_space_again()
    {
        using var disk = TinyDisk.Mount("2m");
        await using var silo = await SiloProcess.Start(_folder, 0, $"--Journal:ConnectionString=Data Source={disk.Database}");
        var client = silo.Client(attempts: 1);
        var id = (await client.Open(NewConversation.With("ann"))).Id;
        var (kept, refused) = await FillUp(client, id);
        Assert.Equal(ClientErrorCodes.JournalUnavailable, refused.Code);
        Assert.Equal(503, refused.Status);

        // It still reads, refuses again what needs space, and says why to whoever runs it.
        Assert.Equal(kept.Count, (await client.Read(id)).LastSeq);
        await Assert.ThrowsAsync<ConversationsException>(() => client.Publish(id, Long(kept.Count)));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await SayOverDirectLine(silo));
        Assert.False(silo.HasExited);
        Assert.Contains("There is no space left for", silo.Output, StringComparison.Ordinal);

        disk.Resize("64m");
        kept.Add((await client.Publish(id, Long(kept.Count))).Seq);
        Assert.Equal(Enumerable.Range(1, kept.Count).Select(n => (long)n), kept);
        await client.Close(id, CloseReason.Agent);
        Assert.Equal(0, await silo.Stop(TimeSpan.FromSeconds(30)));
    }

    // An agent's lines, so that nobody answers and every position is known.
    private static NewMessage Long(int number) => NewMessage.FromAgent("bob", new string('x', LongestText)) with { ClientMessageId = $"m-{number}" };

    private static async Task<(List<long> Kept, ConversationsException Refused)> FillUp(HttpConversationsClient client, string id)
    {
        List<long> kept = [];
        while (true)
        {
            try
            {
                kept.Add((await client.Publish(id, Long(kept.Count))).Seq);
            }
            catch (ConversationsException e)
            {
                return (kept, e);
            }
        }
    }

    private static async Task<HttpStatusCode> SayOverDirectLine(SiloProcess silo)
    {
        var (token, _) = await silo.Token("ann");
        using var request = new HttpRequestMessage(HttpMethod.Post, "v3/directline/conversations") { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new("Bearer", token);
        using var response = await silo.Http.SendAsync(request);
        return response.StatusCode;
    }
}
