using System.CommandLine;
using Conversations.Simulation;

namespace Conversations.Cli.Commands;

/// <summary><c>conversations simulate</c>: plays scenarios in virtual time, by the rules that a server runs.</summary>
internal static class SimulateCommand
{
    private static readonly Argument<string[]> Files = new("scenario")
    {
        Description = "Scenario files.", Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<bool> Brief = new("--brief") { Description = "Only one line for each scenario, and what differs." };

    public static Command Make(Surroundings surroundings)
    {
        var command = new Command("simulate", "Play scenarios in virtual time and print their time lines; 1 when an expectation fails.") { Files, Brief };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(Files), parsed.GetValue(Brief), surroundings.Out));
        return command;
    }

    private static int Run(string[] files, bool brief, TextWriter output)
    {
        if (files.FirstOrDefault(f => !File.Exists(f)) is { } missing)
        {
            throw new CliException(ExitCodes.NotFound, $"There is no file '{missing}'; give the path of a scenario.");
        }
        var failed = 0;
        for (var i = 0; i < files.Length; i++)
        {
            if (i > 0 && !brief)
            {
                output.WriteLine();
            }
            failed += Play(files[i], brief, output) ? 0 : 1;
        }
        if (files.Length > 1)
        {
            output.WriteLine();
            output.WriteLine(failed == 0 ? $"All {files.Length} scenarios went as expected." : $"{failed} of {files.Length} scenarios did not go as expected.");
        }
        return failed == 0 ? ExitCodes.Done : ExitCodes.Faults;
    }

    private static bool Play(string file, bool brief, TextWriter output)
    {
        var loading = ScenarioLoader.Load(file);
        var folder = Path.GetDirectoryName(file) ?? "";
        foreach (var problem in loading.Problems)
        {
            output.WriteLine(Path.Combine(folder, problem.ToString()));
        }
        if (loading.Scenario is not { } scenario)
        {
            return false;
        }
        var run = ScenarioRunner.Run(scenario);
        if (!brief)
        {
            output.Write(TimeLine.Print(run));
        }
        else
        {
            output.WriteLine($"{(run.Passed ? "ok  " : "FAIL")}  {scenario.Name}");
            output.Write(run.Passed ? "" : TimeLine.Differences(run) + "\n");
        }
        return run.Passed;
    }
}
