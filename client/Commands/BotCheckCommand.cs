using System.CommandLine;
using System.Globalization;
using Conversations.Cli.BotCheck;
using Conversations.Cli.BotCheck.Examining;
using Conversations.Cli.BotCheck.Reporting;
using Conversations.Cli.BotCheck.Running;

namespace Conversations.Cli.Commands;

/// <summary><c>conversations bot-check</c>: what a third-party bot does well and badly, without a server.</summary>
internal static class BotCheckCommand
{
    private static readonly TimeSpan ShortestTime = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestTime = TimeSpan.FromMinutes(5);

    private static readonly Argument<string> Endpoint = new("endpoint") { Description = "The bot's messaging endpoint, such as http://127.0.0.1:3978/api/messages." };

    private static readonly Option<string> Time = new("--timeout")
    {
        Description = "The bot's time to answer, in seconds: its 'timeout' in the YAML.", DefaultValueFactory = _ => "15", HelpName = "seconds",
    };

    private static readonly Option<string> Quiet = new("--quiet")
    {
        Description = "How long nothing is heard before an answer is taken to be complete, in seconds.", DefaultValueFactory = _ => "1", HelpName = "seconds",
    };

    private static readonly Option<string[]> Say = new("--say")
    {
        Description = $"What the consumer says; give it several times. Default: {string.Join(", ", CheckSettings.Script.Select(s => $"'{s}'"))}.", HelpName = "text",
    };

    private static readonly Option<bool> Chat = new("--chat") { Description = "As a chat, which begins with WELCOME, instead of messaging." };
    private static readonly Option<bool> ExpectReplies = new("--expect-replies") { Description = "Take answers in the HTTP response alone, as 'expectReplies' in the YAML." };
    private static readonly Option<string?> TokenFile = new("--token-file") { Description = "A file with the bearer token for the bot. Default: none is sent.", HelpName = "file" };
    private static readonly Option<int?> Port = new("--port") { Description = "Where on this machine the bot answers to. Default: any free port.", HelpName = "port" };
    private static readonly Option<bool> Json = new("--json") { Description = "One JSON object instead of text." };

    public static Command Make(Surroundings surroundings)
    {
        var command = new Command("bot-check", "Hold a scripted conversation with a Bot Framework bot and say what it does well and badly; 1 when something is bad.")
        {
            Endpoint, Time, Quiet, Say, Chat, ExpectReplies, TokenFile, Port, Json,
        };
        command.SetAction((parsed, cancellation) => Run(parsed, surroundings, cancellation));
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, Surroundings surroundings, CancellationToken cancellation)
    {
        var settings = Settings(parsed);
        if (parsed.GetValue(Json)) return await Check(settings, new JsonCheck(surroundings.Out), surroundings, cancellation);
        return surroundings.Terminal is { } terminal
            ? await Check(settings, new LiveCheck(terminal), surroundings, cancellation)
            : await Check(settings, new PlainCheck(surroundings.Out), surroundings, cancellation);
    }

    private static async Task<int> Check<TScreen>(CheckSettings settings, TScreen screen, Surroundings surroundings, CancellationToken cancellation)
        where TScreen : ICheckScreen, ICheckReport
    {
        var seen = await CheckRun.Of(settings, screen, surroundings.Time, cancellation);
        if (seen.Requests is [{ Fault: RequestFault.Unreachable } only])
        {
            throw new CliException(ExitCodes.Unreachable, $"Nothing answers at {settings.Endpoint}: {only.Detail?.TrimEnd('.')}; start the bot, or give its messaging endpoint.");
        }
        var findings = Examination.Of(seen);
        screen.Report(seen, findings);
        return Examination.Verdict(findings) == Grade.Bad ? ExitCodes.Faults : ExitCodes.Done;
    }

    private static CheckSettings Settings(ParseResult parsed)
    {
        var port = parsed.GetValue(Port);
        if (port is < 1 or > 65535) throw Wrong($"'--port {port}' is no port; give one from 1 to 65535.");
        var says = parsed.GetValue(Say) ?? [];
        if (says.Any(string.IsNullOrWhiteSpace)) throw Wrong("'--say' needs a text; a message without one says nothing.");
        return new CheckSettings
        {
            Endpoint = Address(parsed.GetRequiredValue(Endpoint)),
            Type = parsed.GetValue(Chat) ? ConversationType.Chat : ConversationType.Messaging,
            Timeout = Seconds(parsed, Time),
            Quiet = Seconds(parsed, Quiet),
            Says = says.Length == 0 ? CheckSettings.Script : [.. says],
            ExpectReplies = parsed.GetValue(ExpectReplies),
            Token = parsed.GetValue(TokenFile) is { } file ? Token(file) : null,
            Port = port,
        };
    }

    private static Uri Address(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address is { Scheme: "http" or "https", UserInfo: "" }
        ? address
        : throw Wrong($"'{text}' is no messaging endpoint; give one such as http://127.0.0.1:3978/api/messages.");

    private static TimeSpan Seconds(ParseResult parsed, Option<string> option)
    {
        var text = parsed.GetRequiredValue(option);
        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            && seconds >= ShortestTime.TotalSeconds && seconds <= LongestTime.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : throw Wrong($"'{option.Name} {text}' is no time; give seconds from {ShortestTime.TotalSeconds} to {LongestTime.TotalSeconds}.");
    }

    private static string Token(string file)
    {
        if (!File.Exists(file)) throw new CliException(ExitCodes.NotFound, $"There is no file '{file}'; give one that holds the token.");
        var token = File.ReadAllText(file).Trim();
        return token.Length > 0 && token.All(c => c is > ' ' and < (char)127) ? token : throw Wrong($"'{file}' holds no token; it must be one line of printable characters.");
    }

    private static CliException Wrong(string sentence) => new(ExitCodes.Usage, sentence);
}
