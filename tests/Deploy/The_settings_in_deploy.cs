using System.Text.RegularExpressions;

namespace Conversations.Tests.Deployments;

/// <summary>A setting that the server does not know is passed over without a word, so that a misspelt one is found only here.</summary>
public sealed partial class The_settings_in_deploy
{
    public static TheoryData<string, string> Used => [.. DeployFolder.Files
        .SelectMany(file => Setting().Matches(File.ReadAllText(file)).Select(match => (match.Value.Replace("__", ":", StringComparison.Ordinal), Path.GetRelativePath(DeployFolder.Path(), file))))
        .Distinct()];

    [Fact]
    public void are_found_at_all() => Assert.InRange(Used.Count, 30, 500);

    [Theory, MemberData(nameof(Used))]
    public void are_those_of_the_server(string key, string file) => Assert.True(ServerSettings.Knows(key), $"deploy/{file} has {key}, which no options class of the server knows.");

    [Theory, InlineData("Journal:ConnectionStrings"), InlineData("Jornal:ConnectionString"), InlineData("Journal")]
    public void would_be_found_when_misspelt(string key) => Assert.False(ServerSettings.Knows(key));

    // Section__Key in environments, Section:Key on pages and command lines.
    [GeneratedRegex(@"(?<![\w:/.-])[A-Z][A-Za-z]+(?:(?:__|:)[A-Z][A-Za-z]+)+(?![\w/]|:\w)")]
    private static partial Regex Setting();
}
