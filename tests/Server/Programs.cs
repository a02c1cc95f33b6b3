namespace Conversations.Tests.Servers;

/// <summary>What is installed on the machine.</summary>
internal static class Programs
{
    /// <summary>Where a program is; null when it is not on the path.</summary>
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    /// <summary>Where a program is. Without it the test is skipped and says what to install.</summary>
    public static string Demand(string program, string package)
    {
        var found = Find(program);
        Assert.SkipWhen(found is null, $"There is no {program}: install it (apt-get install {package}).");
        return found!;
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task<(int Code, string Output)> Run(string program, string[] arguments, string? folder = null)
    {
        await using var process = ChildProcess.Start(program, arguments, folder ?? Path.GetTempPath());
        return (await process.End(TimeSpan.FromMinutes(3)), process.Output);
    }
}
