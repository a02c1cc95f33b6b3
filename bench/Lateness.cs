namespace Conversations.Bench;

/// <summary>How late things happened, in milliseconds; below zero, too early.</summary>
internal sealed record Lateness(int Count, double P50, double P99, double Max, double CpuSeconds)
{
    public static Lateness Of(IEnumerable<double> milliseconds, TimeSpan cpu)
    {
        var sorted = milliseconds.Order().ToArray();
        double At(double part) => sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * part))];
        return new(sorted.Length, At(0.5), At(0.99), sorted[^1], cpu.TotalSeconds);
    }

    public static void PrintHeader(string title)
    {
        Console.WriteLine(title);
        Console.WriteLine($"{"what",-60}{"count",8}{"p50 ms",9}{"p99 ms",9}{"max ms",9}{"CPU s",8}");
    }

    public Lateness Print(string what)
    {
        Console.WriteLine($"{what,-60}{Count,8:N0}{P50,9:0.0}{P99,9:0.0}{Max,9:0.0}{CpuSeconds,8:0.0}");
        return this;
    }
}
