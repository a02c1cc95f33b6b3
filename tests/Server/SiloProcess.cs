using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Conversations.Client;
using Conversations.Silo.Hosting;
using Conversations.Tests.AccountFolders;

namespace Conversations.Tests.Servers;

/// <summary>The server of this build in a process of its own, with the demo account.</summary>
internal sealed partial class SiloProcess : IAsyncDisposable
{
    public const string Account = "demo";
    public const string Key = "demo-admin";
    public const string Secret = "demo-secret";

    /// <summary>Generous, because other tests may have the processors.</summary>
    public static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly ChildProcess _process;

    private SiloProcess(ChildProcess process, Uri address)
    {
        _process = process;
        Address = address;
        Http = new() { BaseAddress = address };
    }

    public Uri Address { get; }
    public HttpClient Http { get; }
    public string Output => _process.Output;
    public bool HasExited => _process.HasExited;
    public string DirectLine => $"{Address}v3/directline";

    /// <summary>Starts it and waits until it listens. Port 0 takes a free one.</summary>
    public static Task<SiloProcess> Start(SiloFolder folder, int port = 0, params string[] arguments) =>
        Listening(Run(folder.Path, port, [$"--Journal:ConnectionString=Data Source={folder.Database}", .. arguments]));

    /// <summary>Starts it, and does <paramref name="meanwhile"/> when it has written a line with this text, before it listens.</summary>
    public static Task<SiloProcess> Start(SiloFolder folder, string says, Func<Task> meanwhile, params string[] arguments) =>
        Listening(Run(folder.Path, 0, arguments), says, meanwhile);

    /// <summary>Starts it by another program, on another host.</summary>
    /// <param name="folder">Where it is started.</param>
    /// <param name="by">What its command begins with.</param>
    /// <param name="arguments">All of its settings.</param>
    public static Task<SiloProcess> StartElsewhere(SiloFolder folder, string[] by, params string[] arguments) =>
        Listening(ChildProcess.Start(by[0], [.. by[1..], DotNet, "exec", typeof(SiloApp).Assembly.Location, .. arguments], folder.Path));

    private static async Task<SiloProcess> Listening(ChildProcess process, string? says = null, Func<Task>? meanwhile = null)
    {
        try
        {
            while (await process.NextLine(StartLimit) is { } line)
            {
                if (says is not null && line.Contains(says, StringComparison.Ordinal))
                {
                    says = null;
                    await meanwhile!();
                }
                if (Listens().Match(line) is { Success: true } said)
                {
                    Assert.True(says is null, $"The server listens without having said '{says}'.");
                    return new(process, new Uri(said.Groups["address"].Value));
                }
            }
            throw new InvalidOperationException($"The server did not start. It wrote:\n{process.Output}");
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it and kills it soon, which is most likely before it listens.</summary>
    public static async Task KillWhileStarting(SiloFolder folder, int port, TimeSpan after, params string[] arguments)
    {
        await using var process = Run(folder.Path, port, [$"--Journal:ConnectionString=Data Source={folder.Database}", .. arguments]);
        await Task.Delay(after);
        await process.Kill();
    }

    /// <summary>Runs it where it can't start, and tells how it ended.</summary>
    public static Task<(int Code, string Errors)> Refuse(SiloFolder folder, string database, int port = 0) =>
        Refuse(folder, [$"--Journal:ConnectionString=Data Source={database}"], port);

    /// <inheritdoc cref="Refuse(SiloFolder, string, int)"/>
    public static async Task<(int Code, string Errors)> Refuse(SiloFolder folder, string[] arguments, int port = 0)
    {
        await using var process = Run(folder.Path, port, arguments);
        return (await process.End(StartLimit), process.Errors);
    }

    /// <summary>A client of the demo account over HTTP.</summary>
    public HttpConversationsClient Client(int attempts = 4) =>
        new(Http, new ConversationsClientOptions { Server = Address, Account = Account, Key = Key, Attempts = attempts });

    /// <summary>A Direct Line token, as a page gets it from a server that holds the secret.</summary>
    public async Task<(string Token, string Conversation)> Token(string user, string bot = "orders")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "v3/directline/tokens/generate") { Content = JsonContent.Create(new { user = new { id = user }, bot }) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Secret);
        using var response = await Http.SendAsync(request);
        var generated = await response.Content.ReadFromJsonAsync<JsonElement>();
        return (generated.GetProperty("token").GetString()!, generated.GetProperty("conversationId").GetString()!);
    }

    public Task Kill() => _process.Kill();

    /// <summary>Waits until it ends by itself; its exit code.</summary>
    public Task<int> End(TimeSpan patience) => _process.End(patience);

    /// <summary>Asks it to stop.</summary>
    public void Terminate() => _process.Terminate();

    /// <summary>Asks it to stop and waits for that; the exit code.</summary>
    public async Task<int> Stop(TimeSpan patience)
    {
        _process.Terminate();
        return await _process.End(patience);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _process.DisposeAsync();
    }

    private static string DotNet => Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) is "dotnet" ? path : "dotnet";

    private static ChildProcess Run(string folder, int port, string[] arguments) => ChildProcess.Start(
        DotNet,
        [
            "exec", typeof(SiloApp).Assembly.Location, "--urls", $"http://127.0.0.1:{port}",
            $"--Accounts:Path={Repository.Path("accounts")}", "--Cluster:SiloPort=0", "--Cluster:GatewayPort=0", .. arguments,
        ],
        folder);

    [GeneratedRegex("Listening on (?<address>http://[0-9.:]+)")]
    private static partial Regex Listens();
}
