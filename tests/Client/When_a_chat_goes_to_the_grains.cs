using Conversations.Cli.Chat;
using Conversations.Client;
using Conversations.Tests.Http;

namespace Conversations.Tests.Client;

public class When_a_chat_goes_to_the_grains
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task it_shows_what_direct_line_would()
    {
        await using var server = await Server.Start();
        using var output = new WatchedWriter();
        await Chat(server, new StringReader("hi\nprivate\nbye\nhi\n"), output).WaitAsync(Patience);
        using var direct = await Cli.Run(Cli.At(server, "chat", "--secret", HttpAccounts.Secret), new StringReader("hi\nprivate\nbye\nhi\n"));
        Assert.Equal(direct.Lines[1..], output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task typing_is_shown_while_the_bot_works()
    {
        await using var server = await Server.Start();
        using var output = new WatchedWriter();
        var chat = Chat(server, new StringReader("slow\n"), output);
        await output.Shows("(echo is typing)").WaitAsync(Patience);
        server.Integrations.Answer();
        await chat.WaitAsync(Patience);
        Assert.Equal(["you: slow", "(echo is typing)", "echo: done"], output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static async Task Chat(Server server, TextReader input, TextWriter output)
    {
        var client = new GrainConversationsClient(server.Grains, "acme");
        var id = (await client.Open(NewConversation.With("ann"))).Id;
        await using var screen = new PlainScreen(input, output);
        var session = new ChatSession(new EventChannel(client, id, "ann", TimeProvider.System), screen, TimeProvider.System) { WaitForAnswers = true, Insight = client };
        await session.Run(TestContext.Current.CancellationToken);
    }
}
