using System.CommandLine;
using Conversations.Cli.Chat;
using Conversations.Cli.DirectLine;
using Conversations.Cli.Terminal;
using Conversations.Client;

namespace Conversations.Cli.Commands;

/// <summary><c>conversations chat</c>: a consumer's side of a conversation, over Direct Line or in a cluster.</summary>
internal static class ChatCommand
{
    private const string DemoSecret = "demo-secret";
    private const string SecretVariable = "CONVERSATIONS_SECRET";

    private static readonly Option<string?> Secret = new("--secret")
    {
        Description = $"The account's Direct Line secret, or a token. Default: {SecretVariable}; for the account demo on this machine: {DemoSecret}.",
        HelpName = "secret",
    };

    private static readonly Option<string?> Bot = new("--bot") { Description = "The bot to talk to. Default: the account's.", HelpName = "name" };

    private static readonly Option<string> User = new("--user")
    {
        Description = "Who you are.", DefaultValueFactory = _ => "terminal-user", HelpName = "id",
    };

    private static readonly Option<string?> Language = new("--language")
    {
        Description = "The conversation's language, for example de. Default: the account's.", HelpName = "tag",
    };

    private static readonly Option<bool> NoWait = new("--no-wait")
    {
        Description = "Without a terminal: send each line at once and not when the bot has answered the one before.",
    };

    public static Command Make(Surroundings surroundings)
    {
        var server = new ServerOptions(surroundings);
        var cluster = new ClusterOptions(server, Secret);
        var command = new Command("chat", "Talk with a bot in the terminal. Ctrl-C or the end of input ends it; the conversation stays open.")
        {
            Bot, User, Language, NoWait, Secret,
        };
        server.AddTo(command);
        cluster.AddTo(command);
        command.SetAction((parsed, cancellation) => Run(parsed, server, cluster, surroundings, cancellation));
        return command;
    }

    private static async Task<int> Run(
        ParseResult parsed, ServerOptions server, ClusterOptions options, Surroundings surroundings, CancellationToken cancellation)
    {
        await using var cluster = await options.Connect(parsed, cancellation);
        if (cluster is null)
        {
            var insight = server.FindKey(parsed) is { } key ? Insight(key, parsed, server, surroundings) : null;
            await Talk(parsed, await OverDirectLine(parsed, server, surroundings, cancellation), insight, server.GivenKey(parsed) is null, surroundings, cancellation);
        }
        else
        {
            var channel = await InCluster(parsed, cluster.Conversations, surroundings, cancellation);
            await Talk(parsed, channel, cluster.Conversations, insightIsOptional: false, surroundings, cancellation);
        }
        return ExitCodes.Done;
    }

    private static async Task<IChatChannel> OverDirectLine(
        ParseResult parsed, ServerOptions server, Surroundings surroundings, CancellationToken cancellation)
    {
        var directLine = new DirectLineClient(
            surroundings.Http, server.Server(parsed), SecretOf(parsed, server, surroundings), surroundings.Time, surroundings.OpenSocket);
        var user = parsed.GetRequiredValue(User);
        return new DirectLineChannel(
            directLine, await directLine.Start(new DirectLineStart(user, parsed.GetValue(Bot), parsed.GetValue(Language)), cancellation), user);
    }

    private static async Task<IChatChannel> InCluster(
        ParseResult parsed, IConversationsClient client, Surroundings surroundings, CancellationToken cancellation)
    {
        var user = parsed.GetRequiredValue(User);
        var opened = await client.Open(NewConversation.With(user, parsed.GetValue(Language)) with { Bot = parsed.GetValue(Bot) }, cancellation);
        return new EventChannel(client, opened.Id, user, surroundings.Time);
    }

    private static async Task Talk(
        ParseResult parsed, IChatChannel channel, IConversationsClient? insight, bool insightIsOptional, Surroundings surroundings, CancellationToken cancellation)
    {
        await using IChatScreen screen = surroundings is { Terminal: { } terminal, Keyboard: { } keyboard }
            ? new LiveScreen(terminal, keyboard, surroundings.Time)
            : new PlainScreen(surroundings.In, surroundings.Out);
        screen.Note($"conversation {channel.Conversation}");
        var session = new ChatSession(channel, screen, surroundings.Time)
        {
            WaitForAnswers = !screen.IsLive && !parsed.GetValue(NoWait),
            Insight = insight,
            InsightIsOptional = insightIsOptional,
        };
        await session.Run(cancellation);
    }

    // What Direct Line does not say: whether a line was ignored, and when a turn is over.
    private static HttpConversationsClient Insight(string key, ParseResult parsed, ServerOptions server, Surroundings surroundings) =>
        new(surroundings.Http, new ConversationsClientOptions
        {
            Server = server.Server(parsed), Account = server.Account(parsed), Key = key, Attempts = 2,
        }, surroundings.Time);

    private static string SecretOf(ParseResult parsed, ServerOptions server, Surroundings surroundings)
    {
        var given = parsed.GetValue(Secret) ?? surroundings.EnvironmentVariable(SecretVariable);
        if (!string.IsNullOrWhiteSpace(given))
        {
            return given.Trim();
        }
        return server.IsDemo(parsed) ? DemoSecret : throw new CliException(ExitCodes.Refused,
            $"A Direct Line secret of the account '{server.Account(parsed)}' is needed; give it with --secret or in {SecretVariable}.");
    }
}
