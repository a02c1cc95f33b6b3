using Conversations.Tests.AccountFolders;

namespace Conversations.Tests.Client;

public sealed class When_files_are_checked_and_played : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("conversations-cli-").FullName;

    [Fact]
    public async Task every_problem_of_an_account_has_its_file_and_line()
    {
        var account = Directory.CreateDirectory(Path.Combine(_folder, "acme")).FullName;
        await File.WriteAllTextAsync(Path.Combine(account, "account.yaml"), "nonsense: 1\n");
        var cli = await Cli.Run(["check", account]);
        Assert.Equal(1, cli.ExitCode);
        Assert.Contains(cli.Lines, l => l.StartsWith($"{account}/account.yaml:1: ", StringComparison.Ordinal) && l.Contains("nonsense", StringComparison.Ordinal));
        Assert.Matches("[0-9]+ errors?, [0-9]+ warnings?$", cli.Lines[^1]);
    }

    [Fact]
    public async Task a_right_account_is_said_to_be_right()
    {
        var cli = await Cli.Run(["check", Repository.Path("accounts/demo")]);
        Assert.Equal((0, $"{Repository.Path("accounts/demo")}: no problems"), (cli.ExitCode, cli.Lines[^1]));
    }

    [Fact]
    public async Task a_scenario_prints_its_time_line_in_virtual_time()
    {
        var cli = await Cli.Run(["simulate", Scenario()]);
        Assert.Equal(0, cli.ExitCode);
        Assert.Contains(cli.Lines, l => l.Contains("proactive", StringComparison.Ordinal));
        Assert.Equal("As expected.", cli.Lines[^1]);
    }

    [Fact]
    public async Task a_scenario_that_can_not_be_read_is_a_fault_with_its_line()
    {
        var file = Path.Combine(_folder, "wrong.yaml");
        await File.WriteAllTextAsync(file, "nonsense: 1\n");
        var cli = await Cli.Run(["simulate", file, Scenario(), "--brief"]);
        Assert.Equal(1, cli.ExitCode);
        Assert.StartsWith($"{file}:1: ", cli.Lines[0], StringComparison.Ordinal);
        Assert.Contains(cli.Lines, l => l.StartsWith("ok    ", StringComparison.Ordinal));
        Assert.Equal("1 of 2 scenarios did not go as expected.", cli.Lines[^1]);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Scenario() => Repository.Path("tests/scenarios/one-waiting-message-three-seconds-into-ten.yaml");
}
