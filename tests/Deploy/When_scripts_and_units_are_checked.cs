using Conversations.Tests.Servers;

namespace Conversations.Tests.Deployments;

public sealed class When_scripts_and_units_are_checked
{
    [Fact]
    public async Task shellcheck_has_nothing_to_say()
    {
        var (code, output) = await Programs.Run(Programs.Demand("shellcheck", "shellcheck"), [DeployFolder.Path("local-cluster")]);
        Assert.True(code is 0, output);
    }

    [Fact]
    public async Task systemd_understands_the_unit()
    {
        var analyze = Programs.Demand("systemd-analyze", "systemd");
        var folder = Directory.CreateTempSubdirectory("conversations-unit-");
        try
        {
            // The program is on no machine but the one it is installed on.
            var unit = Path.Combine(folder.FullName, "conversations.service");
            await File.WriteAllTextAsync(unit, DeployFolder.Text("systemd", "conversations.service").Replace("/opt/conversations/Conversations.Silo", "/bin/true", StringComparison.Ordinal));
            var (code, output) = await Programs.Run(analyze, ["verify", unit]);
            Assert.True(code is 0 && output.Length is 0, output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task help_names_every_verb()
    {
        var (code, output) = await Programs.Run(DeployFolder.Path("local-cluster"), ["--help"]);
        Assert.Equal(0, code);
        Assert.All(["up", "status", "logs", "stop-silo", "start-silo", "down", "--purge", "--kill"], verb => Assert.Contains($" {verb} ", output.Replace('\n', ' ')));
    }
}
