using System.CommandLine;
using System.Text.Json;
using Conversations.Cli.Functions;

namespace Conversations.Cli.Commands;

/// <summary><c>conversations functions logs</c>: a function's invocations, oldest first.</summary>
internal static class FunctionLogs
{
    private const int PageSize = 200;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly Option<bool> Follow = new("--follow") { Description = "Go on until Ctrl-C." };
    private static readonly Option<string?> State = new("--state") { Description = "SUCCEEDED, CODING_FAILURE, PLATFORM_FAILURE, TIMEOUT or UNKNOWN.", HelpName = "state" };
    private static readonly Option<string?> Text = new("--text") { Description = "A part of the error, the result or what was logged.", HelpName = "text" };
    private static readonly Option<string?> Conversation = new("--conversation") { Description = "Those of one conversation.", HelpName = "id" };

    public static Command Make(FunctionsCommand commands, Argument<string> function) => commands.Server(
        new Command("logs", "Show a function's newest invocations with what it logged.") { function, Follow, State, Text, Conversation },
        async (client, parsed, cancellation) =>
        {
            var path = FunctionsClient.PathOf(parsed.GetRequiredValue(function), $"/invocations?limit={PageSize}{Filter(parsed)}");
            var shown = new HashSet<string>(StringComparer.Ordinal);
            while (true)
            {
                var page = await client.Get(path, cancellation);
                foreach (var invocation in page.GetProperty("invocations").EnumerateArray().Reverse())
                {
                    if (shown.Add(invocation.GetProperty("id").GetString()!)) Write(commands.Out, invocation);
                }
                await commands.Out.FlushAsync(cancellation);
                if (!parsed.GetValue(Follow)) return ExitCodes.Done;
                await Task.Delay(Pause, commands.Time, cancellation);
            }
        });

    /// <summary>A line that a function logged.</summary>
    public static string Line(JsonElement log) => log.GetProperty("extras") is { ValueKind: JsonValueKind.Array } extras && extras.GetArrayLength() > 0
        ? $"  {log.GetProperty("level").GetString(),-5}  {log.GetProperty("message").GetString()} {extras.GetRawText()}"
        : $"  {log.GetProperty("level").GetString(),-5}  {log.GetProperty("message").GetString()}";

    private static void Write(TextWriter output, JsonElement invocation)
    {
        var cause = invocation.GetProperty("eventType").GetString() ?? (invocation.GetProperty("invokedBy").GetString() is { } by ? $"by {by}" : "");
        output.WriteLine($"{invocation.GetProperty("at").GetString()}  {invocation.GetProperty("id").GetString()}  {invocation.GetProperty("state").GetString()}"
            + $"  {invocation.GetProperty("tookMilliseconds").GetDouble():0} ms  try {invocation.GetProperty("attempt").GetInt32()}  {cause}  {invocation.GetProperty("conversation").GetString()}");
        foreach (var log in invocation.GetProperty("logs").EnumerateArray()) output.WriteLine(Line(log));
        if (invocation.GetProperty("error") is { ValueKind: JsonValueKind.Object } error)
        {
            output.WriteLine($"  {error.GetProperty("code").GetString()}: {error.GetProperty("message").GetString()}");
        }
    }

    private static string Filter(ParseResult parsed) => string.Concat(
        new[] { ("state", parsed.GetValue(State)), ("q", parsed.GetValue(Text)), ("conversation", parsed.GetValue(Conversation)) }
            .Where(p => !string.IsNullOrEmpty(p.Item2)).Select(p => $"&{p.Item1}={Uri.EscapeDataString(p.Item2!)}"));
}
