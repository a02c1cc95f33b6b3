namespace Conversations.Tests.Engines.Embedded;

using Cli = Conversations.Tests.Client.Cli;

public class When_there_is_no_cluster
{
    [Theory, InlineData("tail", "c1"), InlineData("chat")]
    public async Task the_option_for_one_is_refused_and_says_how_to_build(params string[] command)
    {
        using var cli = await Cli.Run([.. command, "--cluster", "127.0.0.1:6379"]);
        Assert.Equal((2, ""), (cli.ExitCode, cli.Out));
        var sentence = Assert.Single(cli.Error.TrimEnd('\n').Split('\n'));
        Assert.Contains("-p:Engine=Orleans", sentence, StringComparison.Ordinal);
        Assert.EndsWith(".", sentence, StringComparison.Ordinal);
    }
}
