using Conversations.Client;
using Conversations.Tests.Servers;

namespace Conversations.Tests.Crashes;

/// <summary>A server that is killed again and again and always comes back on the same address and the same data.</summary>
internal sealed class Doomed : IAsyncDisposable
{
    private static readonly TimeSpan LongestBeginning = TimeSpan.FromSeconds(15);
    private const string On = "CRASH_ON";

    private readonly SiloFolder _folder;
    private readonly string[] _arguments;
    private readonly int _port = FreePort.Take();
    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private SiloProcess? _silo;

    private Doomed(SiloFolder folder, string[] arguments) => (_folder, _arguments) = (folder, arguments);

    /// <summary>Where it is reached, in every life.</summary>
    public Uri Address => new($"http://127.0.0.1:{_port}/");

    /// <summary>One client for all its lives, impatient so that it meets many of the instants.</summary>
    public IConversationsClient Client { get; private set; } = null!;

    public static Task<Doomed> Start() => Start(new SiloFolder());

    /// <summary>On SQLite; with <c>CRASH_ON=postgresql</c> on a database that outlives it.</summary>
    /// <param name="folder">What it keeps; goes with it.</param>
    /// <param name="arguments">Further settings.</param>
    public static async Task<Doomed> Start(SiloFolder folder, params string[] arguments)
    {
        var doomed = new Doomed(folder, [.. await Journal(), .. arguments]);
        await doomed.Revive();
        doomed.Client = new HttpConversationsClient(doomed._http, new ConversationsClientOptions
        {
            Server = doomed._silo!.Address, Account = SiloProcess.Account, Key = SiloProcess.Key, Attempts = 20,
            FirstDelay = TimeSpan.FromMilliseconds(50), LongestDelay = TimeSpan.FromMilliseconds(600),
            Timeout = TimeSpan.FromSeconds(20), SilenceLimit = TimeSpan.FromSeconds(30),
        });
        return doomed;
    }

    /// <summary>Lives through the instants and is alive at the end.</summary>
    /// <param name="instants">When it dies.</param>
    /// <param name="begun">What a life has to see first: the instants are counted from there, however slow the machine is. Null: from its start.</param>
    public async Task Die(Instants instants, Func<Task>? begun = null)
    {
        foreach (var (whileStarting, after) in instants.All)
        {
            if (whileStarting)
            {
                await _silo!.Kill();
                await SiloProcess.KillWhileStarting(_folder, _port, after, _arguments);
            }
            else
            {
                if (begun is not null) await Task.WhenAny(begun(), Task.Delay(LongestBeginning));
                await Task.Delay(after);
                await _silo!.Kill();
            }
            await Revive();
        }
    }

    /// <summary>Stops it in order and starts it again, so that what is read comes from disk.</summary>
    public async Task Renew()
    {
        Assert.Equal(0, await _silo!.Stop(TimeSpan.FromSeconds(30)));
        await Revive();
    }

    public async ValueTask DisposeAsync()
    {
        if (_silo is not null)
        {
            await _silo.DisposeAsync();
        }
        _http.Dispose();
        _folder.Dispose();
    }

    private static async Task<string[]> Journal() => Environment.GetEnvironmentVariable(On) switch
    {
        null or "" or "sqlite" => [],
        "postgresql" => [$"--Journal:ConnectionString={await (await PostgresServer.Shared).MakeDatabase()}"],
        var other => throw new InvalidOperationException($"{On} is '{other}'; give it sqlite or postgresql."),
    };

    private async Task Revive()
    {
        if (_silo is not null)
        {
            await _silo.DisposeAsync();
        }
        _silo = await SiloProcess.Start(_folder, _port, _arguments);
    }
}
