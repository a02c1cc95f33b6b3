using Conversations.Tests.Http;

namespace Conversations.Tests.Client;

public class When_a_chat_is_piped
{
    [Fact]
    public async Task each_line_is_answered_before_the_next_and_the_end_of_input_ends_it()
    {
        await using var server = await Server.Start();
        var cli = await Cli.Run(Chat(server), new StringReader("hi\n\nhm\n"));
        Assert.Equal((0, ""), (cli.ExitCode, cli.Error));
        Assert.Equal(["you: hi", "echo: echo: hello", "you: hm", "echo: echo: what?"], cli.Lines[1..]);
    }

    [Fact]
    public async Task it_stays_until_the_last_answer_is_there()
    {
        await using var server = await Server.Start();
        var cli = new Cli();
        using var typing = new LineInput("slow");
        var chat = cli.Start(Chat(server), typing);
        await typing.Ended;
        Assert.False(chat.IsCompleted);
        server.Integrations.Answer();
        await chat.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal("echo: done", cli.Lines[^1]);
    }

    [Fact]
    public async Task lines_sent_at_once_are_ignored_while_the_bot_works_and_marked_after_their_line()
    {
        await using var server = await Server.Start();
        var cli = new Cli();
        using var typing = new LineInput("slow", "hi");
        var chat = cli.Start([.. Chat(server), "--no-wait"], typing);
        await typing.Ended;
        var client = new Conversations.Client.GrainConversationsClient(server.Grains, "acme");
        var id = (await client.List()).Conversations[0].Id;
        await foreach (var message in client.WatchMessages(id))
        {
            if (message.Ignored)
            {
                break;
            }
        }
        server.Integrations.Answer();
        await chat.WaitAsync(TimeSpan.FromSeconds(30));
        var note = Array.IndexOf(cli.Lines, "(ignored: \"hi\" came while the bot was answering)");
        Assert.True(note > Array.IndexOf(cli.Lines, "you: hi"), cli.Out);
        Assert.DoesNotContain("echo: echo: hello", cli.Lines);
    }

    [Fact]
    public async Task it_ends_with_the_conversation()
    {
        await using var server = await Server.Start();
        var cli = await Cli.Run(Chat(server), new StringReader("bye\nhi\n"));
        Assert.Equal(0, cli.ExitCode);
        Assert.Equal(["you: bye", "echo: goodbye", "(the conversation has ended)"], cli.Lines[1..4]);
    }

    [Fact]
    public async Task private_notes_are_not_shown()
    {
        await using var server = await Server.Start();
        var cli = await Cli.Run(Chat(server), new StringReader("private\n"));
        Assert.DoesNotContain("SECRET-NOTE", cli.Out, StringComparison.Ordinal);
        Assert.Contains("echo: noted", cli.Lines);
    }

    [Fact]
    public async Task it_goes_on_after_the_server_was_restarted()
    {
        var first = await Server.Start();
        var cli = new Cli();
        using var typing = new LineInput("hi");
        typing.Hold();
        var chat = cli.Start(Chat(first), typing);
        await cli.Shows("echo: echo: hello");
        var address = first.Address.GetLeftPart(UriPartial.Authority);
        await first.DisposeAsync();
        await using var second = await Server.Start(first.Journal, address);
        await cli.Shows("(connected again)");
        typing.Add("hm");
        typing.Release();
        await chat.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(0, cli.ExitCode);
        Assert.Equal(["you: hi", "echo: echo: hello", "(connection lost, reconnecting …)", "(connected again)", "you: hm", "echo: echo: what?"], cli.Lines[1..]);
    }

    [Fact]
    public async Task a_wrong_key_is_told_and_not_passed_over()
    {
        await using var server = await Server.Start();
        var cli = await Cli.Run(
            ["chat", "--server", server.Address.GetLeftPart(UriPartial.Authority), "--account", "acme", "--secret", HttpAccounts.Secret, "--key", "wrong"],
            new StringReader("hi\n"));
        Assert.Equal(4, cli.ExitCode);
        Assert.Contains("--key", cli.Error, StringComparison.Ordinal);
    }

    [Theory, InlineData("wrong", 4), InlineData(HttpAccounts.Admin, 4)]
    public async Task a_wrong_secret_is_refused(string secret, int code)
    {
        await using var server = await Server.Start();
        var cli = await Cli.Run(["chat", "--server", server.Address.GetLeftPart(UriPartial.Authority), "--secret", secret]);
        Assert.Equal(code, cli.ExitCode);
        Assert.Contains("secret", cli.Error, StringComparison.Ordinal);
    }

    private static string[] Chat(Server server) => Cli.At(server, "chat", "--secret", HttpAccounts.Secret);
}
