using System.Diagnostics;
using System.Globalization;

namespace Conversations.Bench;

/// <summary>The bot of the benchmark, a process of its own as a company's bot would be.</summary>
internal sealed class MinimalBot : IDisposable
{
    private readonly Process _process;

    private MinimalBot(Process process, int port) => (_process, Endpoint) = (process, $"http://127.0.0.1:{port}/api/messages");

    public string Endpoint { get; }

    public string Host => new Uri(Endpoint).Authority;

    /// <summary>As little as a bot can do.</summary>
    public static Task<MinimalBot> Start() => Start("minimal-bot.mjs");

    /// <summary>The same on the Bot Framework SDK; null where its packages are not installed, which a build of the tests does.</summary>
    public static async Task<MinimalBot?> StartOnSdk()
    {
        var packages = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../../tests/clients/botbuilder"));
        return File.Exists(Path.Combine(packages, "node_modules", ".installed")) ? await Start("sdk-bot.mjs", packages) : null;
    }

    private static async Task<MinimalBot> Start(string script, params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo("node", [Path.Combine(AppContext.BaseDirectory, "bots", script), .. arguments])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        }) ?? throw new InvalidOperationException("Node.js could not be started; install it.");
        var port = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The bot ended before it listened.");
        return new(process, int.Parse(port, CultureInfo.InvariantCulture));
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(2_000)) _process.Kill();
        _process.Dispose();
    }
}
