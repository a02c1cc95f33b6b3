using System.CommandLine;
using System.Text.Json;
using Conversations.Cli.Functions;
using Conversations.Client;

namespace Conversations.Cli.Commands;

/// <summary><c>conversations functions</c>: writes, tests, deploys and watches functions.</summary>
internal sealed class FunctionsCommand(Surroundings surroundings)
{
    private static readonly Argument<string> Function = new("function") { Description = "The function's id." };
    private static readonly Argument<string> Event = new("event") { Description = "A messaging event, such as new-conversation." };
    private static readonly Argument<string> File = new("file") { Description = "The function's .yaml or .js; the other lies beside it." };
    private static readonly Argument<string> Deployment = new("deployment") { Description = "A deployment's id, as 'functions list' shows." };
    private static readonly Argument<string> Invocation = new("invocation") { Description = "An invocation's id, as 'functions logs' shows." };
    private static readonly Option<string?> Name = new("--name") { Description = "The function's id. Default: the event's name.", HelpName = "id" };
    private static readonly Option<string> Output = new("--output") { Description = "The folder to write to.", DefaultValueFactory = _ => ".", HelpName = "folder" };
    private static readonly Option<bool> Deploys = new("--deploy") { Description = "Deploy it at once." };

    private static readonly Option<string?> Payload = new("--payload")
    {
        Description = "A JSON file, or an event whose example is taken. Default: the example of the function's own event.", HelpName = "file|event",
    };

    public static Command Make(Surroundings surroundings)
    {
        var commands = new FunctionsCommand(surroundings);
        return new Command("functions", "Write, test, deploy and watch functions.")
        {
            commands.Server(new Command("list", "List functions and what is deployed of them."), commands.List),
            commands.New(),
            commands.Server(new Command("put", "Send a function to the server, which keeps it as a draft.") { File, Deploys }, commands.Put),
            commands.Server(new Command("deploy", "Deploy a function as it was put last.") { Function }, (client, parsed, ending) => commands.Change(client, parsed, "/deploy", ending)),
            commands.Server(new Command("undeploy", "No event invokes the function any more.") { Function }, (client, parsed, ending) => commands.Change(client, parsed, "/undeploy", ending)),
            commands.Server(new Command("redeploy", "Deploy one of the last five deployments again.") { Function, Deployment }, commands.Redeploy),
            commands.Server(new Command("test", "Run a function as it was put last; 1 when it fails. Nothing is recorded.") { Function, Payload }, commands.Test),
            FunctionLogs.Make(commands, Function),
            commands.Server(new Command("replay", "Run an invocation again from its record; 1 when it comes to something else.") { Function, Invocation }, commands.Replay),
        };
    }

    public TextWriter Out => surroundings.Out;

    public TimeProvider Time => surroundings.Time;

    /// <summary>A command that needs a server.</summary>
    public Command Server(Command command, Func<FunctionsClient, ParseResult, CancellationToken, Task<int>> run)
    {
        var server = new ServerOptions(surroundings);
        server.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            var options = new ConversationsClientOptions
            {
                // A function may take a minute.
                Server = server.Server(parsed), Account = server.Account(parsed), Key = server.Key(parsed), Attempts = 2, Timeout = TimeSpan.FromSeconds(90),
            };
            return run(new FunctionsClient(surroundings.Http, options, surroundings.Time), parsed, cancellation);
        });
        return command;
    }

    private Command New()
    {
        var command = new Command("new", $"Write a function to begin with. Events: {string.Join(", ", EventTemplates.Events.Keys.Order(StringComparer.Ordinal))}.") { Event, Name, Output };
        command.SetAction(parsed =>
        {
            var on = EventTemplates.NameOf(parsed.GetRequiredValue(Event));
            var name = parsed.GetValue(Name) ?? on;
            var path = Path.Combine(parsed.GetRequiredValue(Output), name);
            if (System.IO.File.Exists(path + ".yaml") || System.IO.File.Exists(path + ".js"))
            {
                throw new CliException(ExitCodes.Failed, $"'{path}.yaml' or '{path}.js' exists already; give another name with --name.");
            }
            Directory.CreateDirectory(parsed.GetRequiredValue(Output));
            System.IO.File.WriteAllText(path + ".yaml", $"event: {MessagingEvents.All[EventTemplates.Events[on]]}\n");
            System.IO.File.WriteAllText(path + ".js", EventTemplates.Code(on));
            Out.WriteLine($"{path}.yaml and {path}.js are written. Send them with: conversations functions put {path}.js");
            return ExitCodes.Done;
        });
        return command;
    }

    private async Task<int> List(FunctionsClient client, ParseResult parsed, CancellationToken cancellation)
    {
        var answer = await client.Get("functions", cancellation);
        foreach (var function in answer.GetProperty("functions").EnumerateArray()) WriteFunction(function);
        return ExitCodes.Done;
    }

    private async Task<int> Put(FunctionsClient client, ParseResult parsed, CancellationToken cancellation)
    {
        var file = FunctionFile.Read(parsed.GetRequiredValue(File));
        var answer = await client.Send(HttpMethod.Put, FunctionsClient.PathOf(file.Name), file.Body, cancellation);
        if (parsed.GetValue(Deploys)) answer = await client.Send(HttpMethod.Post, FunctionsClient.PathOf(file.Name, "/deploy"), null, cancellation);
        WriteFunction(answer);
        return ExitCodes.Done;
    }

    private async Task<int> Change(FunctionsClient client, ParseResult parsed, string change, CancellationToken cancellation)
    {
        WriteFunction(await client.Send(HttpMethod.Post, FunctionsClient.PathOf(parsed.GetRequiredValue(Function), change), null, cancellation));
        return ExitCodes.Done;
    }

    private async Task<int> Redeploy(FunctionsClient client, ParseResult parsed, CancellationToken cancellation)
    {
        var body = JsonSerializer.Serialize(new Dictionary<string, string> { ["deployment"] = parsed.GetRequiredValue(Deployment) });
        WriteFunction(await client.Send(HttpMethod.Post, FunctionsClient.PathOf(parsed.GetRequiredValue(Function), "/redeploy"), body, cancellation));
        return ExitCodes.Done;
    }

    private async Task<int> Test(FunctionsClient client, ParseResult parsed, CancellationToken cancellation)
    {
        var function = parsed.GetRequiredValue(Function);
        var payload = parsed.GetValue(Payload) is { } given ? ReadPayload(given) : await ExampleFor(client, function, cancellation);
        var run = await client.Send(HttpMethod.Post, FunctionsClient.PathOf(function, "/invoke"), $$"""{"payload":{{payload}}}""", cancellation);
        return WriteRun(run);
    }

    private async Task<int> Replay(FunctionsClient client, ParseResult parsed, CancellationToken cancellation)
    {
        var path = FunctionsClient.PathOf(parsed.GetRequiredValue(Function), $"/invocations/{Uri.EscapeDataString(parsed.GetRequiredValue(Invocation))}/replay");
        var run = await client.Send(HttpMethod.Post, path, null, cancellation);
        WriteRun(run);
        var same = run.GetProperty("same").GetBoolean();
        Out.WriteLine(same ? "It came to the same." : "It came to something else than it did then.");
        return same ? ExitCodes.Done : ExitCodes.Faults;
    }

    private static async Task<string> ExampleFor(FunctionsClient client, string function, CancellationToken cancellation)
    {
        var read = await client.Get(FunctionsClient.PathOf(function), cancellation);
        return read.GetProperty("event").GetString() is { } on ? EventTemplates.Payload(EventTemplates.NameOf(on)) : "{}";
    }

    private static string ReadPayload(string given)
    {
        if (!System.IO.File.Exists(given)) return EventTemplates.Payload(EventTemplates.NameOf(given));
        var json = System.IO.File.ReadAllText(given);
        try
        {
            using var document = JsonDocument.Parse(json);
            return json;
        }
        catch (JsonException e)
        {
            throw new CliException(ExitCodes.Faults, $"'{given}' is not JSON: {e.Message}", e);
        }
    }

    private void WriteFunction(JsonElement function)
    {
        var deployed = function.GetProperty("deployed").GetString();
        var older = function.GetProperty("deployments").EnumerateArray().Select(d => d.GetProperty("id").GetString()).Where(d => d != deployed).ToArray();
        Out.WriteLine($"{function.GetProperty("id").GetString(),-30}  {function.GetProperty("state").GetString(),-10}  {function.GetProperty("event").GetString() ?? "no event"}"
            + (deployed is null ? "" : $"  deployment {deployed}") + (older.Length is 0 ? "" : $"  kept: {string.Join(", ", older)}"));
    }

    private int WriteRun(JsonElement run)
    {
        foreach (var log in run.GetProperty("logs").EnumerateArray()) Out.WriteLine(FunctionLogs.Line(log));
        if (run.TryGetProperty("error", out var error))
        {
            Out.WriteLine($"{error.GetProperty("code").GetString()}: {error.GetProperty("message").GetString()}");
            return ExitCodes.Faults;
        }
        Out.WriteLine(run.GetProperty("result").GetRawText());
        return ExitCodes.Done;
    }
}
