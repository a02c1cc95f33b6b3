namespace Conversations.Tests.Client;

public class When_the_command_line_is_wrong
{
    [Theory]
    [InlineData("bogus")]
    [InlineData("tail")]
    [InlineData("chat", "--nonsense")]
    [InlineData("replay", "c1", "--at", "x")]
    [InlineData("replay", "c1", "--at", "0")]
    [InlineData("chat", "--server", "nowhere")]
    [InlineData("tail", "c1", "--server", "ftp://127.0.0.1")]
    [InlineData("tail", "c1", "--cluster", "127.0.0.1:6379", "--key", "k")]
    [InlineData("chat", "--cluster", "127.0.0.1:6379", "--server", "http://127.0.0.1:5080")]
    [InlineData("chat", "--cluster", "127.0.0.1:6379", "--secret", "s")]
    [InlineData("bot-check")]
    [InlineData("bot-check", "127.0.0.1:3978/api/messages")]
    [InlineData("bot-check", "file:///etc/passwd")]
    [InlineData("bot-check", "http://user:secret@127.0.0.1:3978/api/messages")]
    [InlineData("bot-check", "http://127.0.0.1:3978/api/messages", "--timeout", "0")]
    [InlineData("bot-check", "http://127.0.0.1:3978/api/messages", "--timeout", "301")]
    [InlineData("bot-check", "http://127.0.0.1:3978/api/messages", "--quiet", "soon")]
    [InlineData("bot-check", "http://127.0.0.1:3978/api/messages", "--say", " ")]
    [InlineData("bot-check", "http://127.0.0.1:3978/api/messages", "--port", "65536")]
    public async Task one_sentence_says_so_and_the_code_is_2(params string[] args)
    {
        var cli = await Cli.Run(args);
        Assert.Equal((2, ""), (cli.ExitCode, cli.Out));
        Assert.Single(cli.Error.TrimEnd('\n').Split('\n'));
        Assert.EndsWith(".\n", cli.Error, StringComparison.Ordinal);
    }

    [Theory, InlineData("chat"), InlineData("tail"), InlineData("check"), InlineData("bot-check"), InlineData("simulate"), InlineData("replay")]
    public async Task help_has_examples_and_exit_codes(string command)
    {
        var cli = await Cli.Run([command, "--help"]);
        Assert.Equal((0, ""), (cli.ExitCode, cli.Error));
        Assert.Contains($"Examples:\n  ", cli.Out, StringComparison.Ordinal);
        Assert.Contains($"conversations {command} ", cli.Out, StringComparison.Ordinal);
        Assert.Contains("Exit codes: ", cli.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task no_command_at_all_shows_the_help()
    {
        var cli = await Cli.Run([]);
        Assert.Equal(0, cli.ExitCode);
        Assert.Contains("simulate", cli.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5, "tail", "c1", "--key", "k", "--account", "a", "x404")]
    [InlineData(4, "tail", "c1", "--account", "other")]
    [InlineData(4, "chat", "--account", "other")]
    [InlineData(5, "check", "no-such-folder")]
    [InlineData(5, "simulate", "no-such-file.yaml")]
    [InlineData(5, "bot-check", "http://127.0.0.1:1/api/messages", "--token-file", "no-such-file")]
    [InlineData(5, "replay", "c1", "--database", "no-such.db")]
    public async Task what_is_missing_has_a_code_of_its_own(int code, params string[] args)
    {
        // The last word of the first row only tells the scripted server what to answer.
        var asked = args[^1] is "x404" ? args[..^1] : args;
        using var http = new HttpClient(new ScriptedServer(_ => ScriptedServer.Problem(404, "unknown_conversation")));
        var cli = await Cli.Run(asked, http: http);
        Assert.Equal(code, cli.ExitCode);
        Assert.Single(cli.Error.TrimEnd('\n').Split('\n'));
    }

    [Theory, InlineData("chat"), InlineData("tail", "c1")]
    public async Task a_server_that_is_not_there_is_code_3_and_says_how_to_start_it(params string[] args)
    {
        using var http = new HttpClient(new ScriptedServer());
        var cli = await Cli.Run(args, http: http);
        Assert.Equal(3, cli.ExitCode);
        Assert.Contains("dotnet run --project silo", cli.Error, StringComparison.Ordinal);
    }
}
