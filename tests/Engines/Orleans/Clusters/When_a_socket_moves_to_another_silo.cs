using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Conversations.Tests.Http;
using Conversations.Tests.Servers;

namespace Conversations.Tests.Clusters;

/// <summary>Direct Line on any silo: what is said on one is read on another, before and after one of them has died.</summary>
[Collection(RealProcesses.Name), Trait("Category", "Cluster")]
public sealed class When_a_socket_moves_to_another_silo(ITestOutputHelper output)
{
    private const string Base = "/v3/directline/conversations";

    [Fact]
    public async Task each_activity_is_read_once_and_files_are_found()
    {
        await using var cluster = await Cluster.Start(3);
        var (token, id) = await cluster.Silo(0).Token("ann");
        var started = await Send(cluster, 0, HttpMethod.Post, Base, token, Json("{}"));
        List<string> read = [];

        await using (var first = await Connect(cluster, 1, started.GetProperty("streamUrl").GetString()!))
        {
            await Say(cluster, 0, id, token, "hi", "a");
            read.AddRange(await Read(first, "Hello!"));
            var upload = new ByteArrayContent(Encoding.UTF8.GetBytes("PNG")) { Headers = { ContentType = new("image/png") } };
            await Send(cluster, 0, HttpMethod.Post, $"{Base}/{id}/upload?userId=ann", token, upload);
            var shown = await first.Until(HasFile);
            read.AddRange(shown.Where(IsKept).Select(Id));
            var picture = new Uri(shown.First(HasFile).GetProperty("attachments")[0].GetProperty("contentUrl").GetString()!);
            Assert.Equal("PNG", await cluster.Silo(2).Http.GetStringAsync(picture.PathAndQuery));

            await cluster.Kill(1);
            await Assert.ThrowsAnyAsync<Exception>(() => first.Until(_ => false));
            // It was said while the client had no socket, perhaps to a conversation whose silo is gone.
            var clock = System.Diagnostics.Stopwatch.StartNew();
            await Say(cluster, 2, id, token, "order 0", "b");
            output.WriteLine($"said {clock.ElapsedMilliseconds} ms after its silo may have died");

            var again = await Send(cluster, 2, HttpMethod.Get, $"{Base}/{id}?watermark={first.Watermark}", token, null);
            await using var second = await Connect(cluster, 2, again.GetProperty("streamUrl").GetString()!);
            read.AddRange(await Read(second, "Order 0:"));
        }
        var all = (await Send(cluster, 0, HttpMethod.Get, $"{Base}/{id}/activities", token, null)).GetProperty("activities").EnumerateArray().Select(Id);
        Assert.Equal(all, read);
    }

    private static bool HasFile(JsonElement activity) => activity.TryGetProperty("attachments", out var list) && list.GetArrayLength() > 0;

    // Typing is of the moment and has no place in the transcript.
    private static bool IsKept(JsonElement activity) => activity.GetProperty("type").GetString() is not "typing";

    private static async Task<IEnumerable<string>> Read(Socket socket, string until) =>
        (await socket.Until(a => a.TryGetProperty("text", out var text) && text.GetString()!.StartsWith(until, StringComparison.Ordinal)))
        .Where(IsKept).Select(Id);

    private static string Id(JsonElement activity) => activity.GetProperty("id").GetString()!;

    private static Task<JsonElement> Say(Cluster cluster, int silo, string id, string token, string text, string key) => Send(
        cluster, silo, HttpMethod.Post, $"{Base}/{id}/activities", token,
        Json($$$"""{"type":"message","text":"{{{text}}}","from":{"id":"ann"},"channelData":{"clientActivityID":"{{{key}}}"}}"""));

    private static async Task<Socket> Connect(Cluster cluster, int silo, string streamUrl)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(streamUrl) { Port = cluster.Addresses[silo].Port }.Uri, CancellationToken.None);
        return new(socket);
    }

    private static async Task<JsonElement> Send(Cluster cluster, int silo, HttpMethod method, string path, string token, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await cluster.Silo(silo).Http.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{method} {path}: {response.StatusCode} {body}");
        return JsonDocument.Parse(body).RootElement;
    }

    private static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");
}
