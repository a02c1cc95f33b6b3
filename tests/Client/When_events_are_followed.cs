using System.Text.Json;
using Conversations.Client;
using Conversations.Tests.Http;

namespace Conversations.Tests.Client;

public class When_events_are_followed
{
    [Fact]
    public async Task each_is_a_readable_line_with_its_version()
    {
        await using var server = await Server.Start();
        var id = await Spoken(server);
        var cli = await Cli.Run(Cli.At(server, "tail", id, "--once"));
        Assert.Equal((0, ""), (cli.ExitCode, cli.Error));
        Assert.Contains("    2       0.000  consumer      private", cli.Lines);
        Assert.Contains(cli.Lines, l => l.Contains("SECRET-NOTE", StringComparison.Ordinal) && l.EndsWith("[private]", StringComparison.Ordinal));
    }

    [Fact]
    public async Task as_json_each_is_an_object_on_a_line()
    {
        await using var server = await Server.Start();
        var id = await Spoken(server);
        var cli = await Cli.Run(Cli.At(server, "tail", id, "--once", "--json", "--after", "1"));
        var versions = cli.Lines.Select(l => JsonDocument.Parse(l).RootElement.GetProperty("version").GetInt64()).ToArray();
        Assert.Equal((0, ""), (cli.ExitCode, cli.Error));
        Assert.NotEmpty(versions);
        Assert.Equal(Enumerable.Range(2, versions.Length).Select(v => (long)v), versions);
    }

    [Fact]
    public async Task it_goes_on_until_it_is_cancelled_and_that_is_no_failure()
    {
        await using var server = await Server.Start();
        var id = await Spoken(server);
        var cli = new Cli();
        using var enough = new CancellationTokenSource();
        var tail = cli.Start(Cli.At(server, "tail", id), cancellation: enough.Token);
        await cli.Shows("    2       0.000  consumer      private");
        await enough.CancelAsync();
        await tail.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal((0, ""), (cli.ExitCode, cli.Error));
    }

    [Theory, InlineData("wrong"), InlineData(HttpAccounts.OtherAdmin)]
    public async Task a_wrong_key_is_one_sentence_and_code_4(string key)
    {
        await using var server = await Server.Start();
        var cli = await Cli.Run(["tail", "c1", "--server", server.Address.GetLeftPart(UriPartial.Authority), "--account", "acme", "--key", key]);
        Assert.Equal(4, cli.ExitCode);
        Assert.Contains("--key", cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task an_unknown_conversation_is_code_5()
    {
        await using var server = await Server.Start();
        var cli = await Cli.Run(Cli.At(server, "tail", "nobody"));
        Assert.Equal(5, cli.ExitCode);
        Assert.Contains("'nobody'", cli.Error, StringComparison.Ordinal);
    }

    private static async Task<string> Spoken(Server server)
    {
        var client = new GrainConversationsClient(server.Grains, "acme");
        var id = (await client.Open(NewConversation.With("ann"))).Id;
        await client.Publish(id, NewMessage.FromConsumer("ann", "private"));
        return id;
    }
}
