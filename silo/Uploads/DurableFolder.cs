using System.Runtime.InteropServices;

namespace Conversations.Silo.Uploads;

/// <summary>Folders whose entries are on disk: a file that was synced is still lost with the power when its name was not.</summary>
internal static class DurableFolder
{
    private const int ReadOnly = 0;

    /// <summary>Makes the folder and those above it, each with its name on disk.</summary>
    public static void Make(string path)
    {
        if (Directory.Exists(path))
        {
            return;
        }
        var above = Path.GetDirectoryName(path);
        if (above is not null)
        {
            Make(above);
        }
        Directory.CreateDirectory(path);
        if (above is not null)
        {
            Sync(above);
        }
    }

    /// <summary>Brings the names in the folder to disk. Windows does so by itself.</summary>
    /// <exception cref="IOException">It can't be done.</exception>
    public static void Sync(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }
        // .NET opens no folders.
        var handle = Open(path, ReadOnly);
        if (handle < 0)
        {
            throw Failed(path);
        }
        try
        {
            if (SyncFile(handle) is not 0)
            {
                throw Failed(path);
            }
        }
        finally
        {
            _ = Close(handle);
        }
    }

    private static IOException Failed(string path) =>
        new($"The names in folder '{path}' could not be brought to disk: {Marshal.GetLastPInvokeErrorMessage()}; check its disk.");

    [DllImport("libc", EntryPoint = "open", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SyncFile(int handle);

    [DllImport("libc", EntryPoint = "close"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int handle);
}
