using System.Diagnostics;

namespace Conversations.Tests.Servers;

/// <summary>The programs of PostgreSQL and PgBouncer on this machine. They refuse to run as root, so for root they run as the user postgres.</summary>
internal static class PostgresPrograms
{
    private static readonly string? Folder = Find("initdb", Directory.Exists("/usr/lib/postgresql")
        ? [.. Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).OrderDescending()] : []);

    public static bool AreThere => Folder is not null && !OperatingSystem.IsWindows();

    public static string? PgBouncer { get; } = Find("pgbouncer", ["/usr/sbin"]) is { } folder ? Path.Combine(folder, "pgbouncer") : null;

    /// <summary>A temporary folder that belongs to the user who runs the programs.</summary>
    public static DirectoryInfo MakeFolder(string prefix)
    {
        var folder = Directory.CreateTempSubdirectory(prefix);
        if (Environment.IsPrivilegedProcess)
        {
            using var process = Process.Start("chown", ["postgres", folder.FullName]);
            process.WaitForExit();
        }
        return folder;
    }

    /// <summary>Program and arguments that run another program as the right user.</summary>
    public static (string Program, string[] Arguments) AsUser(string program, params string[] arguments) => Environment.IsPrivilegedProcess
        ? ("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", program, .. arguments])
        : (program, arguments);

    /// <summary>Runs a program of PostgreSQL to its end.</summary>
    public static async Task Run(string name, params string[] arguments)
    {
        using var process = Start(name, arguments);
        // Not to the end of its output: a server that it started may hold that open.
        await process.WaitForExitAsync();
        await Check(process, name, arguments);
    }

    /// <summary>Runs a program of PostgreSQL to its end and gives what it wrote.</summary>
    public static async Task<string> Ask(string name, params string[] arguments)
    {
        using var process = Start(name, arguments);
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        await Check(process, name, arguments);
        return said;
    }

    private static Process Start(string name, string[] arguments)
    {
        var (program, all) = AsUser(Path.Combine(Folder!, name), arguments);
        return Process.Start(new ProcessStartInfo(program, all) { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = "/" })!;
    }

    private static async Task Check(Process process, string name, string[] arguments)
    {
        if (process.ExitCode is not 0)
        {
            throw new InvalidOperationException($"{name} {string.Join(' ', arguments)} ended with {process.ExitCode}: {await process.StandardError.ReadToEndAsync()}");
        }
    }

    private static string? Find(string program, string[] first) =>
        first.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)).FirstOrDefault(folder => File.Exists(Path.Combine(folder, program)));
}
