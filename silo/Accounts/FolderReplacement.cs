using System.Runtime.InteropServices;
using System.Text;
using Conversations.Silo.Uploads;

namespace Conversations.Silo.Accounts;

/// <summary>Puts new files in the place of a folder's. Whenever the machine fails, the folder has the old files or the new ones.</summary>
internal static class FolderReplacement
{
    private const int WorkingFolder = -100;
    private const uint Exchange = 2;

    /// <summary>The files of <paramref name="folder"/> are these afterwards; README.md and hidden files stay as they are.</summary>
    /// <param name="folder">The folder. It must not be a link, nor hold hidden folders.</param>
    /// <param name="aside">Where the old folder may be for a moment, on the same disk.</param>
    /// <param name="files">Path with forward slashes, to text.</param>
    /// <exception cref="IOException">It can't be written; nothing was changed.</exception>
    /// <exception cref="UnauthorizedAccessException">This program may not write there; nothing was changed.</exception>
    public static void Replace(string folder, string aside, IReadOnlyDictionary<string, string> files)
    {
        CheckPlain(folder);
        var above = Path.GetDirectoryName(folder)!;
        var next = Path.Combine(above, $".{Path.GetFileName(folder)}.next");
        Remove(next);
        Remove(aside);
        try
        {
            Write(next, files, folder);
            DurableFolder.Sync(above);
            if (!Exchanged(next, folder))
            {
                MoveBoth(next, folder, aside);
            }
            DurableFolder.Sync(above);
        }
        finally
        {
            // Either what was written in vain, or the old files.
            Remove(next);
            if (Directory.Exists(folder))
            {
                Remove(aside);
            }
        }
    }

    private static void MoveBoth(string next, string folder, string aside)
    {
        Directory.Move(folder, aside);
        try
        {
            Directory.Move(next, folder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Directory.Move(aside, folder);
            throw;
        }
    }

    private static void CheckPlain(string folder)
    {
        var info = new DirectoryInfo(folder);
        if (info.LinkTarget is not null)
        {
            throw new IOException("the folder is a link, as mounted configuration has it");
        }
        if (info.EnumerateDirectories(".*").FirstOrDefault() is { } hidden)
        {
            throw new IOException($"the folder holds '{hidden.Name}', which would be lost");
        }
    }

    private static void Write(string next, IReadOnlyDictionary<string, string> files, string old)
    {
        Directory.CreateDirectory(next);
        foreach (var kept in Directory.EnumerateFiles(old, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }).Where(IsKept))
        {
            var target = Path.Combine(next, Path.GetRelativePath(old, kept));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(kept, target);
        }
        foreach (var (path, text) in files)
        {
            var target = Path.Combine(next, path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            using var file = new FileStream(target, FileMode.Create, FileAccess.Write);
            file.Write(Encoding.UTF8.GetBytes(text));
            file.Flush(flushToDisk: true);
        }
        foreach (var made in Directory.EnumerateDirectories(next, "*", SearchOption.AllDirectories).Append(next))
        {
            DurableFolder.Sync(made);
        }
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(next, File.GetUnixFileMode(old));
        }
    }

    private static bool IsKept(string file) => Path.GetFileName(file) is "README.md" or ['.', ..];

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>In one step. Not every system and disk can; then two renames do, and who starts in between puts the old folder back.</summary>
    private static bool Exchanged(string one, string other)
    {
        try
        {
            return OperatingSystem.IsLinux() && Rename(WorkingFolder, one, WorkingFolder, other, Exchange) is 0;
        }
        catch (EntryPointNotFoundException)
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "renameat2", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Rename(int fromFolder, [MarshalAs(UnmanagedType.LPUTF8Str)] string from, int toFolder, [MarshalAs(UnmanagedType.LPUTF8Str)] string to, uint flags);
}
