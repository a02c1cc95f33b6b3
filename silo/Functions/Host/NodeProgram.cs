using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Conversations.Silo.Functions.Host;

/// <summary>Node.js as it is on this machine, and how the function host is started with it.</summary>
internal sealed class NodeProgram
{
    private const int OldestMajor = 18;
    private static readonly TimeSpan _answerTime = TimeSpan.FromSeconds(20);
    private readonly string _path;
    private readonly Version _version;
    private readonly string _folder;

    private NodeProgram(string path, Version version, string folder)
    {
        _path = path;
        _version = version;
        _folder = folder;
    }

    /// <summary>Where the build puts the function host.</summary>
    public static string HostFolder => Path.Combine(AppContext.BaseDirectory, "functions-host");

    /// <exception cref="FunctionHostMissingException">Something has to be installed first; the message says what.</exception>
    public static async Task<NodeProgram> Find(string node)
    {
        var version = await VersionOf(node);
        if (version.Major < OldestMajor)
        {
            throw new FunctionHostMissingException($"'{node}' is Node.js {version}; JavaScript functions need {OldestMajor} or newer: install it, or name it in Functions:Node.");
        }
        if (!Directory.Exists(Path.Combine(HostFolder, "node_modules", "@jitl")))
        {
            throw new FunctionHostMissingException(
                $"The packages of the function host are missing in '{HostFolder}': install npm, run 'npm ci' in functions-host to see that it works, and build the silo again.");
        }
        return new(node, version, HostFolder);
    }

    /// <summary>Starts a function host. It knows nothing of the silo's environment, and reads no file but its own.</summary>
    public Process Start(int runsAtOnce, bool inBackground)
    {
        var start = Prepared(_path, [.. Arguments(), Path.Combine(_folder, "main.mjs"), runsAtOnce.ToString(CultureInfo.InvariantCulture), inBackground ? "background" : "foreground"]);
        start.RedirectStandardInput = true;
        return Process.Start(start)!;
    }

    /// <summary>Starts a measurement of how often a second a script runs in the bare engine; what it prints is JSON.</summary>
    public Process Measure(string script, int seconds) =>
        Process.Start(Prepared(_path, [.. Arguments(script), Path.Combine(_folder, "main.mjs"), "--bench", script, seconds.ToString(CultureInfo.InvariantCulture)]))!;

    private IEnumerable<string> Arguments(params string[] readable) =>
    [
        "--max-old-space-size=256",
        // What functions may use of the stack is less, so that it is always their limit that is reached first.
        "--stack-size=2500",
        "--expose-gc",
        "--no-addons",
        "--disable-proto=delete",
        "--disallow-code-generation-from-strings",
        "--no-warnings",
        .. Permissions([Path.Combine(_folder, "*"), .. readable]),
    ];

    // Node has known its permission model by this name since 20, and by the other since it is no experiment any more.
    private IEnumerable<string> Permissions(IEnumerable<string> readable)
    {
        if (_version.Major < 20)
        {
            return [];
        }
        var isSettled = _version is { Major: >= 24 } or { Major: 23, Minor: >= 5 } or { Major: 22, Minor: >= 13 };
        return [isSettled ? "--permission" : "--experimental-permission", .. readable.Select(path => $"--allow-fs-read={path}")];
    }

    private static async Task<Version> VersionOf(string node)
    {
        try
        {
            using var process = Process.Start(Prepared(node, ["--version"]))!;
            using var late = new CancellationTokenSource(_answerTime);
            var said = (await process.StandardOutput.ReadToEndAsync(late.Token)).Trim();
            return Version.TryParse(said.TrimStart('v').Split('-')[0], out var version)
                ? version
                : throw new FunctionHostMissingException($"'{node} --version' answers '{said}', which is no version of Node.js: name the right program in Functions:Node.");
        }
        catch (Exception e) when (e is Win32Exception or OperationCanceledException)
        {
            throw new FunctionHostMissingException(
                $"JavaScript functions need Node.js {OldestMajor} or newer, and '{node}' can't be started: install it (for example 'apt-get install nodejs'), or name it in Functions:Node.", e);
        }
    }

    private static ProcessStartInfo Prepared(string program, IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        var path = Environment.GetEnvironmentVariable("PATH");
        start.Environment.Clear();
        start.Environment["PATH"] = path;
        start.Environment["TZ"] = "UTC";
        return start;
    }
}

/// <summary>JavaScript functions can't run on this machine as it is; the message says what to install.</summary>
internal sealed class FunctionHostMissingException(string message, Exception? inner = null) : Exception(message, inner);
