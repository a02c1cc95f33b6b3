using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Conversations.Cli.Commands;
using Conversations.Client;

namespace Conversations.Cli;

/// <summary>The <c>conversations</c> command line: parses, runs, and turns every failure into one sentence and an exit code.</summary>
internal static class CommandLine
{
    public static async Task<int> Run(IReadOnlyList<string> args, Surroundings surroundings, CancellationToken cancellation = default)
    {
        var parsed = Root(surroundings).Parse(args.Count == 0 ? ["--help"] : args);
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpWithExamples)
        {
            var fault = parsed.UnmatchedTokens is [var unknown, ..] ? $"'{unknown}' is no command or option here." : Sentence(parsed.Errors[0].Message);
            return Say(surroundings, ExitCodes.Usage, $"{fault} See 'conversations {NameOf(parsed)}--help'.");
        }
        return await Invoke(parsed, surroundings, cancellation);
    }

    private static async Task<int> Invoke(ParseResult parsed, Surroundings surroundings, CancellationToken cancellation)
    {
        try
        {
            var configuration = new InvocationConfiguration
            {
                Output = surroundings.Out, Error = surroundings.Error, EnableDefaultExceptionHandler = false,
                // Ctrl-C cancels the command, which then has so long to say goodbye.
                ProcessTerminationTimeout = TimeSpan.FromSeconds(2),
            };
            return await parsed.InvokeAsync(configuration, cancellation);
        }
        catch (CliException e)
        {
            return Say(surroundings, e.ExitCode, e.Message);
        }
        catch (ConversationsException e)
        {
            var failure = CliException.Of(e);
            return Say(surroundings, failure.ExitCode, failure.Message);
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Done;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return Say(surroundings, ExitCodes.Failed, Sentence(e.Message));
        }
    }

    private static RootCommand Root(Surroundings surroundings)
    {
        var root = new RootCommand("Talk to bots, follow conversations, check accounts and bots, play scenarios in virtual time, and deploy functions.")
        {
            ChatCommand.Make(surroundings),
            TailCommand.Make(surroundings),
            CheckCommand.Make(surroundings),
            BotCheckCommand.Make(surroundings),
            SimulateCommand.Make(surroundings),
            ReplayCommand.Make(surroundings),
            FunctionsCommand.Make(surroundings),
        };
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            option.Action = new HelpWithExamples((HelpAction)option.Action!);
        }
        return root;
    }

    private static int Say(Surroundings surroundings, int exitCode, string sentence)
    {
        surroundings.Error.WriteLine(sentence);
        return exitCode;
    }

    private static string NameOf(ParseResult parsed) => CommandPath.Of(parsed.CommandResult) is { Length: > 0 } path ? path + " " : "";

    private static string Sentence(string text) => text.TrimEnd() is var trimmed && trimmed.EndsWith('.') ? trimmed : trimmed + ".";
}
