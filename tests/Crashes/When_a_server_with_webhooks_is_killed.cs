using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Conversations.Tests.AccountFolders;
using Conversations.Tests.Servers;
using Conversations.Webhooks;

namespace Conversations.Tests.Crashes;

/// <summary>What was said reaches a webhook, in order, whatever server and receiver do.</summary>
[Collection(RealProcesses.Name), Trait("Category", "Crash")]
public sealed class When_a_server_with_webhooks_is_killed(ITestOutputHelper output) : IDisposable
{
    private const int Kills = 8;
    private const int Conversations = 20;
    private const string Secret = "a secret of some length";

    private readonly int _seed = Environment.TickCount;
    private readonly SiloFolder _folder = new();
    private readonly int _port = FreePort.Take();
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };

    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task nothing_is_lost_or_out_of_order()
    {
        output.WriteLine($"seed {_seed}");
        var random = new Random(_seed);
        await using var service = await HookService.Start(_seed);
        AllowHost(service.Address.Authority);
        var silo = await Start();
        _http.BaseAddress = silo.Address;
        _http.DefaultRequestHeaders.Authorization = new("Bearer", SiloProcess.Key);
        await Post("webhooks", new { url = new Uri(service.Address, "hook"), events = new[] { "messagePublished" }, secret = Secret });
        var ids = new List<string>();
        for (var i = 0; i < Conversations; i++) ids.Add((await Post("conversations", new { consumer = new { id = $"u{i}" } })).GetProperty("id").GetString()!);

        using var done = new CancellationTokenSource();
        var talking = ids.Select(id => TalkUntil(id, done.Token)).ToArray();
        for (var i = 0; i < Kills; i++)
        {
            await Task.Delay(random.Next(100, 1_500));
            await silo.Kill();
            await silo.DisposeAsync();
            silo = await Start();
        }
        await done.CancelAsync();
        var said = (await Task.WhenAll(talking)).Sum();
        Assert.True(said > Conversations, $"{said} messages in all.");
        service.Fails = false;

        var clock = Stopwatch.StartNew();
        foreach (var id in ids) await Check(service, id, clock);
        Assert.All(service.Took, t => Assert.Equal(WebhookSignature.Of(Secret, long.Parse(t.Signature[2..t.Signature.IndexOf(',', StringComparison.Ordinal)]), t.Body), t.Signature));
        output.WriteLine($"{said} messages said, {service.Took.Count} requests taken, {service.Took.GroupBy(t => t.DeliveryId).Count(g => g.Count() > 1)} deliveries repeated");
        await silo.DisposeAsync();
    }

    // In order and without repeats once the delivery id is looked at, and all of it within the pauses of a retry.
    private async Task Check(HookService service, string id, Stopwatch clock)
    {
        List<long> expected = [];
        for (var more = true; more;)
        {
            var page = await _http.GetFromJsonAsync<JsonElement>($"/v1/accounts/demo/conversations/{id}/messages?limit=200&after={expected.LastOrDefault()}");
            var seqs = page.GetProperty("messages").EnumerateArray().Select(m => m.GetProperty("seq").GetInt64()).ToList();
            expected.AddRange(seqs);
            more = seqs.Count > 0;
        }
        while (service.MessagesOf(id).Count < expected.Count && clock.Elapsed < TimeSpan.FromSeconds(90)) await Task.Delay(200);
        Assert.Equal(expected, service.MessagesOf(id));
    }

    private async Task<int> TalkUntil(string id, CancellationToken stop)
    {
        var said = 0;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await Post($"conversations/{id}/messages", new { from = new { id = "max", role = "MANAGER" }, text = $"line {said}", clientMessageId = $"m{said}" });
                said++;
            }
            catch (Exception fault) when (fault is HttpRequestException { StatusCode: null or >= System.Net.HttpStatusCode.InternalServerError } or TaskCanceledException)
            {
                // Said again under the same id.
            }
            await Task.Delay(50, CancellationToken.None);
        }
        return said;
    }

    private async Task<JsonElement> Post(string path, object body)
    {
        using var response = await _http.PostAsJsonAsync($"/v1/accounts/demo/{path}", body);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private Task<SiloProcess> Start() => SiloProcess.Start(_folder, _port, $"--Accounts:Path={Path.Combine(_folder.Path, "accounts")}");

    private void AllowHost(string authority)
    {
        var source = Repository.Path("accounts", "demo");
        var target = Path.Combine(_folder.Path, "accounts", "demo");
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        var account = Path.Combine(target, "account.yaml");
        File.WriteAllText(account, File.ReadAllText(account).Replace("allowedHosts: [self]", $"allowedHosts: [self, \"{authority}\"]", StringComparison.Ordinal));
    }
}
