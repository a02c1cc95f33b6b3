namespace Conversations.Tests.Scenarios;

/// <summary>Where the scenario files are.</summary>
internal static class Folders
{
    public static string Root { get; } = FindRoot();

    public static string Scenarios => Path.Combine(Root, "tests", "scenarios");

    public static string Schemas => Path.Combine(Root, "docs", "schema");

    private static string FindRoot()
    {
        for (var at = AppContext.BaseDirectory; at is not null; at = Path.GetDirectoryName(at))
        {
            if (File.Exists(Path.Combine(at, "Conversations.Orleans.sln"))) return at;
        }
        throw new InvalidOperationException($"No Conversations.Orleans.sln in a folder above {AppContext.BaseDirectory}; run the tests from the repository.");
    }
}
