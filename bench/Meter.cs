using System.Diagnostics;

namespace Conversations.Bench;

/// <summary>Latencies are in microseconds; <c>PerCommit</c> is 1 where nothing is shared; <c>CpuPerOne</c> is this process' processor time, load included.</summary>
internal sealed record Rates(double PerSecond, double P50, double P99, double Max, double PerCommit, double CpuPerOne)
{
    public static void PrintHeader(string title)
    {
        Console.WriteLine(title);
        Console.WriteLine($"{"what",-44}{"per s",10}{"p50 us",11}{"p99 us",11}{"max us",11}{"per commit",12}{"CPU us",8}");
    }

    /// <summary>Prints a row and gives the rate.</summary>
    public double Print(string what)
    {
        Console.WriteLine($"{what,-44}{PerSecond,10:N0}{P50,11:N0}{P99,11:N0}{Max,11:N0}{PerCommit,12:N1}{CpuPerOne,8:N1}");
        return PerSecond;
    }
}

/// <summary>Wall and processor time of a stretch of work.</summary>
internal sealed class Meter
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly TimeSpan _cpu = Environment.CpuUsage.TotalTime;

    public static Meter Start() => new();

    public Rates Stop(IEnumerable<long> latencies, long commits)
    {
        var seconds = Stopwatch.GetElapsedTime(_start).TotalSeconds;
        var cpu = (Environment.CpuUsage.TotalTime - _cpu).TotalMicroseconds;
        var sorted = latencies.Order().ToArray();
        return new(
            sorted.Length / seconds, At(sorted, 0.5), At(sorted, 0.99), At(sorted, 1), (double)sorted.Length / Math.Max(1, commits), cpu / sorted.Length);
    }

    private static double At(long[] sorted, double part) =>
        sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * part))] * 1e6 / Stopwatch.Frequency;
}
