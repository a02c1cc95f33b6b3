using System.CommandLine;
using Conversations.Accounts.Loading;

namespace Conversations.Cli.Commands;

/// <summary><c>conversations check</c>: everything that is wrong with an account folder, as editors and CI logs can follow it.</summary>
internal static class CheckCommand
{
    private static readonly Argument<string> Folder = new("folder") { Description = "The account's own folder, such as accounts/demo." };

    public static Command Make(Surroundings surroundings)
    {
        var command = new Command("check", "Check an account's files without a server. Warnings alone end with 0, errors with 1.") { Folder };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(Folder), surroundings));
        return command;
    }

    private static int Run(string folder, Surroundings surroundings)
    {
        if (!Directory.Exists(folder))
        {
            throw new CliException(ExitCodes.NotFound, $"There is no folder '{folder}'; give an account's own folder, such as accounts/demo.");
        }
        var problems = AccountLoader.Load(folder, surroundings.EnvironmentVariable).Problems;
        foreach (var problem in problems)
        {
            surroundings.Out.WriteLine(Path.Combine(folder, problem.ToString()));
        }
        var errors = problems.Count(p => p.Severity == ProblemSeverity.Error);
        surroundings.Out.WriteLine(problems.IsEmpty ? $"{folder}: no problems" : $"{folder}: {Count(errors, "error")}, {Count(problems.Length - errors, "warning")}");
        return errors == 0 ? ExitCodes.Done : ExitCodes.Faults;
    }

    private static string Count(int number, string what) => $"{number} {what}{(number == 1 ? "" : "s")}";
}
