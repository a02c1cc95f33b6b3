using Conversations.Accounts.Loading;
using Conversations.Simulation.Schema;

namespace Conversations.Simulation;

/// <summary>Reads scenarios and tells everything that is wrong at once.</summary>
public static class ScenarioLoader
{
    /// <summary>Reads a scenario from its file.</summary>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static ScenarioLoading Load(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var full = Path.GetFullPath(path);
        return Read(File.ReadAllText(full), Path.GetFileName(full), Path.GetDirectoryName(full)!);
    }

    /// <summary>Reads a scenario from its text.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="name">How problems call it.</param>
    /// <param name="folder">Where the account's folder is looked for: here, then in each folder above.</param>
    public static ScenarioLoading Read(string text, string name, string folder)
    {
        ArgumentNullException.ThrowIfNull(text);
        var all = new ProblemList();
        var problems = all.In(name);
        var scenario = NodeReader.Read(text, problems) is { } node && new DocumentReader(problems).Read<ScenarioDocument>(node) is { } document
            ? new ScenarioBuilder(document, problems, new ScenarioAccount(folder, all, problems)).Build()
            : null;
        return new ScenarioLoading { Scenario = all.HasErrors ? null : scenario, Problems = all.InOrder() };
    }
}
