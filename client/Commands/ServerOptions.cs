using System.CommandLine;

namespace Conversations.Cli.Commands;

/// <summary>Which server, which account, with which key. The demo account's key is taken by itself on this machine only.</summary>
internal sealed class ServerOptions(Surroundings surroundings)
{
    public const string DemoAccount = "demo";
    private const string DemoKey = "demo-admin";
    private const string KeyVariable = "CONVERSATIONS_KEY";

    private readonly Option<string> _server = new("--server")
    {
        Description = "Where the server listens.", DefaultValueFactory = _ => "http://127.0.0.1:5080", HelpName = "address",
    };

    private readonly Option<string> _account = new("--account")
    {
        Description = "The account.", DefaultValueFactory = _ => DemoAccount, HelpName = "id",
    };

    private readonly Option<string?> _key = new("--key")
    {
        Description = $"An API key of the account. Default: {KeyVariable}; for the account {DemoAccount} on this machine: {DemoKey}.", HelpName = "key",
    };

    public void AddTo(Command command)
    {
        command.Add(_server);
        command.Add(_account);
        command.Add(_key);
    }

    public Uri Server(ParseResult parsed)
    {
        var text = parsed.GetRequiredValue(_server);
        return Uri.TryCreate(text, UriKind.Absolute, out var server) && server is { Scheme: "http" or "https", PathAndQuery: "/" }
            ? server
            : throw new CliException(ExitCodes.Usage, $"'{text}' is no server address; give one such as http://127.0.0.1:5080.");
    }

    public string Account(ParseResult parsed) => parsed.GetRequiredValue(_account);

    /// <summary>The options that are of use with a server only.</summary>
    public IEnumerable<Option> ForServer => [_server, _key];

    /// <summary>The API key; null when there is none.</summary>
    public string? FindKey(ParseResult parsed) =>
        GivenKey(parsed) ?? (IsDemo(parsed) ? DemoKey : null);

    /// <summary>The key that somebody gave, by option or environment.</summary>
    public string? GivenKey(ParseResult parsed) => Given(parsed.GetValue(_key)) ?? Given(surroundings.EnvironmentVariable(KeyVariable));

    public string Key(ParseResult parsed) => FindKey(parsed)
        ?? throw new CliException(ExitCodes.Refused, $"A key of the account '{Account(parsed)}' is needed; give it with --key or in {KeyVariable}.");

    /// <summary>The demo account on this machine, whose keys everybody may know.</summary>
    public bool IsDemo(ParseResult parsed) => Account(parsed) == DemoAccount && Server(parsed).IsLoopback;

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
