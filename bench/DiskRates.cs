using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Microsoft.Win32.SafeHandles;

namespace Conversations.Bench;

/// <summary>What one durable write costs here, one after the other.</summary>
internal static class DiskRates
{
    public static Rates WriteAndSync(string folder, TimeSpan span)
    {
        using var file = File.OpenHandle(Path.Combine(folder, "raw"), FileMode.Create, FileAccess.ReadWrite);
        var block = new byte[4_096];
        Random.Shared.NextBytes(block);
        // Written once before, so that the measured writes overwrite and change no metadata, as in a log that is used again.
        for (var at = 0; at < 1_024; at++)
        {
            RandomAccess.Write(file, block, at * 4_096L);
        }
        var offset = 0L;
        return Repeat(span, () =>
        {
            RandomAccess.Write(file, block, offset);
            Sync(file);
            offset = (offset + 4_096) % (1_024 * 4_096);
        });
    }

    public static Rates CommitOneRow(string folder, TimeSpan span)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "one-row.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE rows (id INTEGER PRIMARY KEY, events BLOB)";
        command.ExecuteNonQuery();
        command.CommandText = "INSERT INTO rows (events) VALUES ($events)";
        command.Parameters.AddWithValue("$events", new byte[600]);
        command.Prepare();
        return Repeat(span, () => command.ExecuteNonQuery());
    }

    /// <summary>What SQLite calls, too; .NET itself offers only fsync, which also writes the file's times.</summary>
    private static void Sync(SafeFileHandle file)
    {
        if (!OperatingSystem.IsLinux())
        {
            RandomAccess.FlushToDisk(file);
        }
        else if (FileDataSync(file) is not 0)
        {
            throw new IOException($"fdatasync failed with error {Marshal.GetLastPInvokeError()}.");
        }
    }

    [DllImport("libc", EntryPoint = "fdatasync", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int FileDataSync(SafeFileHandle file);

    private static Rates Repeat(TimeSpan span, Action once)
    {
        List<long> latencies = [];
        once();
        var meter = Meter.Start();
        var end = Stopwatch.GetTimestamp() + (long)(span.TotalSeconds * Stopwatch.Frequency);
        for (long start; (start = Stopwatch.GetTimestamp()) < end;)
        {
            once();
            latencies.Add(Stopwatch.GetTimestamp() - start);
        }
        return meter.Stop(latencies, latencies.Count);
    }
}
