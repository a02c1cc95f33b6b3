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
        ["simulate"] = ["conversations simulate scenarios/*.yaml"],
        ["replay"] =
        [
            "conversations replay 0193f1c2a4d57b2e8c1d2e3f4a5b6c7d",
            "conversations replay 0193f1c2a4d57b2e8c1d2e3f4a5b6c7d --at 12 --database data/conversations.db",
        ],
    };

    public override int Invoke(ParseResult parseResult)
    {
        var exitCode = help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        var command = parseResult.CommandResult.Command;
        var examples = command is RootCommand ? [.. Examples.Values.Select(e => e[0])] : Examples.GetValueOrDefault(command.Name, []);
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
