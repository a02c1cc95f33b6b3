using Conversations.Tests.AccountFolders;

namespace Conversations.Tests.Bots.Figures;

/// <summary>The JSON figures of SEED4, as they stand there.</summary>
internal static class Figure
{
    public static string Of(string number) => File.ReadAllText(Repository.Path("tests", "Bots", "Figures", $"{number}.json"));
}
