using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Conversations.Cli;

/// <summary>The usual help, and then lines that can be copied.</summary>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    private static readonly Dictionary<string, string[]> Examples = new(StringComparer.Ordinal)
    {
        ["chat"] =
        [
            "conversations chat",
            "conversations chat --bot orders-chatty --language de",
            "printf 'hi\\norder 3\\n' | conversations chat",
            "conversations chat --cluster 127.0.0.1:6379",
        ],
        ["tail"] =
        [
            "conversations tail 0193f1c2a4d57b2e8c1d2e3f4a5b6c7d",
            "conversations tail 0193f1c2a4d57b2e8c1d2e3f4a5b6c7d --once --json",
            "conversations tail 0193f1c2a4d57b2e8c1d2e3f4a5b6c7d --cluster 127.0.0.1:6379",
        ],
        ["check"] = ["conversations check accounts/demo"],
        ["bot-check"] =
        [
            "conversations bot-check http://127.0.0.1:3978/api/messages",
            "conversations bot-check http://127.0.0.1:3978/api/messages --say hello --say 'order 3' --timeout 5",
            "conversations bot-check https://bot.example.com/api/messages --expect-replies --token-file token.txt --json",
        ],
        ["simulate"] = ["conversations simulate scenarios/*.yaml"],
        ["replay"] =
        [
            "conversations replay 0193f1c2a4d57b2e8c1d2e3f4a5b6c7d",
            "conversations replay 0193f1c2a4d57b2e8c1d2e3f4a5b6c7d --at 12 --database data/conversations.db",
        ],
        ["functions"] =
        [
            "conversations functions list",
            "conversations functions new new-conversation --name welcome",
            "conversations functions put welcome.js --deploy",
            "conversations functions test welcome",
            "conversations functions logs welcome --follow",
        ],
        ["functions list"] = ["conversations functions list --account demo"],
        ["functions new"] = ["conversations functions new new-conversation", "conversations functions new conversation-idle --name close-idle --output accounts/demo/functions"],
        ["functions put"] = ["conversations functions put welcome.js", "conversations functions put welcome.yaml --deploy"],
        ["functions deploy"] = ["conversations functions deploy welcome"],
        ["functions undeploy"] = ["conversations functions undeploy welcome"],
        ["functions redeploy"] = ["conversations functions redeploy welcome 3"],
        ["functions test"] =
        [
            "conversations functions test welcome", "conversations functions test welcome --payload conversation-end",
            "conversations functions test welcome --payload payload.json",
        ],
        ["functions logs"] = ["conversations functions logs welcome --follow", "conversations functions logs welcome --state CODING_FAILURE --text TypeError"],
        ["functions replay"] = ["conversations functions replay welcome 019aa2c4b1e87f0c8d3e5a6b7c8d9e0f"],
    };

    public override int Invoke(ParseResult parseResult)
    {
        var exitCode = help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        var command = parseResult.CommandResult.Command;
        var examples = command is RootCommand ? [.. Examples.Where(e => !e.Key.Contains(' ', StringComparison.Ordinal)).Select(e => e.Value[0])] : Examples.GetValueOrDefault(CommandPath.Of(parseResult.CommandResult), []);
        if (examples.Length > 0)
        {
            output.WriteLine("Examples:");
        }
        foreach (var example in examples)
        {
            output.WriteLine($"  {example}");
        }
        output.WriteLine();
        output.WriteLine("Exit codes: 0 done, 1 faults found, 2 wrong usage, 3 server unreachable, 4 key refused, 5 not found, 6 failed.");
        return exitCode;
    }
}
