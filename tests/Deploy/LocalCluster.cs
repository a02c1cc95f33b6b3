using Conversations.Tests.Servers;

namespace Conversations.Tests.Deployments;

/// <summary><c>deploy/local-cluster</c> with a folder and ports of its own, and the silo of this build.</summary>
internal sealed class LocalCluster : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("conversations-cluster-").FullName;
    private readonly int _port = FreePort.Take();
    private readonly string _engine;

    private LocalCluster(string engine)
    {
        _engine = engine;
        // PostgreSQL's own user must pass through.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_folder, File.GetUnixFileMode(_folder) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
    }

    private string Data => Path.Combine(_folder, "data");

    /// <summary>Skips the test on a machine that lacks what a cluster is made of.</summary>
    public static LocalCluster Make(string engine)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "deploy/local-cluster is for Linux.");
        Assert.SkipUnless(Directory.Exists("/usr/lib/postgresql"), "There is no PostgreSQL: install it (apt-get install postgresql).");
        Programs.Demand("curl", "curl");
        if (engine is "orleans")
        {
            Programs.Demand("redis-server", "redis-server");
        }
        return new(engine);
    }

    public Uri Silo(int number) => new($"http://127.0.0.1:{_port + number}");

    public async Task<string> Up(int silos) => await Do("up", $"{silos}", "--engine", _engine, "--silo", AppContext.BaseDirectory,
        "--http-base", $"{_port}", "--silo-base", $"{_port + 10}", "--gateway-base", $"{_port + 20}", "--postgres-port", $"{_port + 30}", "--redis-port", $"{_port + 31}");

    /// <summary>What it said; that it went well is held.</summary>
    public async Task<string> Do(params string[] arguments)
    {
        var (code, output) = await Try(arguments);
        Assert.True(code is 0, output);
        return output;
    }

    public Task<(int Code, string Output)> Try(params string[] arguments) =>
        Programs.Run("env", [$"CLUSTER_DATA={Data}", DeployFolder.Path("local-cluster"), .. arguments]);

    public async ValueTask DisposeAsync()
    {
        if (Directory.Exists(Data))
        {
            await Try("down", "--purge");
        }
        Directory.Delete(_folder, recursive: true);
    }
}
