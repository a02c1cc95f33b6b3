using System.Diagnostics;

namespace Conversations.Tests.Servers;

/// <summary>A disk of a given size, in memory. Only root may make one; tests that need it are skipped otherwise.</summary>
internal sealed class TinyDisk : IDisposable
{
    private TinyDisk(string path) => Path = path;

    public string Path { get; }

    public string Database => System.IO.Path.Combine(Path, "conversations.db");

    public static TinyDisk Mount(string size)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only root on Linux can mount the small disk that this test fills.");
        var path = Directory.CreateTempSubdirectory("conversations-disk-").FullName;
        var mounted = Run("mount", "-t", "tmpfs", "-o", $"size={size}", "none", path);
        if (!mounted)
        {
            Directory.Delete(path);
            Assert.Skip("This machine lets nobody mount the small disk that this test fills.");
        }
        return new(path);
    }

    public void Resize(string size) => Assert.True(Run("mount", "-o", $"remount,size={size}", Path));

    public void MakeReadOnly() => Assert.True(Run("mount", "-o", "remount,ro", Path));

    /// <summary>Writes a file until nothing more fits.</summary>
    public void Fill()
    {
        try
        {
            using var file = new FileStream(System.IO.Path.Combine(Path, "filler"), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
            for (var block = new byte[4096]; ;)
            {
                file.Write(block);
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    public void Dispose()
    {
        // Lazily: a process that was killed a moment ago may still be named as a user.
        Run("umount", "-l", Path);
        Directory.Delete(Path, recursive: true);
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode is 0;
    }
}
