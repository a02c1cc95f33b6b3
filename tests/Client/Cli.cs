using Conversations.Cli;
using Conversations.Tests.Http;

namespace Conversations.Tests.Client;

/// <summary>Runs the command line in this process and keeps what it printed.</summary>
internal sealed class Cli : IDisposable
{
    private readonly WatchedWriter _out = new();
    private readonly StringWriter _error = new() { NewLine = "\n" };

    public string Out => _out.ToString();
    public string Error => _error.ToString();
    public string[] Lines => Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    public int ExitCode { get; private set; }

    public static async Task<Cli> Run(string[] args, TextReader? input = null, HttpClient? http = null, TimeProvider? time = null, CancellationToken cancellation = default)
    {
        var cli = new Cli();
        await cli.Start(args, input, http, time, cancellation).WaitAsync(TimeSpan.FromSeconds(60), CancellationToken.None);
        return cli;
    }

    public async Task Start(string[] args, TextReader? input = null, HttpClient? http = null, TimeProvider? time = null, CancellationToken cancellation = default)
    {
        var own = http is null ? new HttpClient() : null;
        using (own)
        {
            ExitCode = await CommandLine.Run(args, new Surroundings
            {
                Out = _out, Error = _error, In = input ?? TextReader.Null, Http = http ?? own!, Time = time ?? TimeProvider.System,
            }, cancellation);
        }
    }

    public void Dispose()
    {
        _out.Dispose();
        _error.Dispose();
    }

    /// <summary>Waits until this line is printed.</summary>
    public Task Shows(string line) => _out.Shows(line).WaitAsync(TimeSpan.FromSeconds(60));

    /// <summary>The command's options for a test's server.</summary>
    public static string[] At(Server server, params string[] args) =>
        [.. args, "--server", server.Address.GetLeftPart(UriPartial.Authority), "--account", "acme", "--key", HttpAccounts.Admin];
}
