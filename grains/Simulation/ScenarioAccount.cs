using System.Collections.Immutable;
using Conversations.Accounts;
using Conversations.Accounts.Loading;
using Conversations.Simulation.Schema;

namespace Conversations.Simulation;

/// <summary>The account of a scenario: a folder, files of the scenario's own, and how both change while it runs.</summary>
internal sealed class ScenarioAccount(string folder, ProblemList all, FileProblems problems)
{
    private const string Demo = "accounts/demo";
    private const string AccountFile = "account.yaml";

    private readonly Dictionary<string, InlineFile> _inline = new(StringComparer.Ordinal);
    private ImmutableSortedDictionary<string, string> _files = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
    private string _id = "scenario";
    private string _base = "";

    public Account? Build(ScenarioDocument scenario)
    {
        var inline = scenario.Files is { } files ? InlineFile.All(files, problems) : [];
        var wanted = scenario.Account ?? (inline.Any(f => f.Path == AccountFile) ? null : Demo);
        if (wanted is not null && !ReadFolder(wanted, scenario)) return null;
        return Apply(inline);
    }

    /// <summary>The account after a change of its files.</summary>
    public Account? Change(FilesDocument files) => Apply(InlineFile.All(files, problems));

    private bool ReadFolder(string wanted, ScenarioDocument scenario)
    {
        var found = Find(wanted);
        if (found is null)
        {
            var line = scenario.LineOf("account");
            problems.Error(line, $"there is no folder '{wanted}' beside this file or in a folder above it; give the account's folder, or an account.yaml under 'files'");
            return false;
        }
        var faults = new ProblemList();
        _files = _files.AddRange(AccountFolder.Read(found, faults));
        _id = AccountLoader.IdOf(found);
        _base = wanted.TrimEnd('/') + "/";
        Report(faults.InOrder());
        return !faults.HasErrors;
    }

    private string? Find(string wanted)
    {
        for (var at = folder; at is not null; at = Path.GetDirectoryName(at))
        {
            var path = Path.Combine(at, wanted);
            if (Directory.Exists(path)) return path;
        }
        return null;
    }

    private Account? Apply(IReadOnlyList<InlineFile> files)
    {
        foreach (var file in files)
        {
            _inline[file.Path] = file;
            _files = file.Text is { } text ? _files.SetItem(file.Path, text) : _files.Remove(file.Path);
        }
        // Keys from the environment are of no use here; any value will do, as long as no two are alike.
        var loading = AccountLoader.Load(_id, _files, name => $"simulated value of {name}");
        Report(loading.Problems);
        return loading.Account;
    }

    private void Report(IEnumerable<AccountProblem> found)
    {
        foreach (var problem in found)
        {
            all.Add(_inline.TryGetValue(problem.File, out var file)
                ? problem with { File = problems.File, Line = file.LineOf(problem.Line), Message = $"{problem.File}: {problem.Message}" }
                : problem with { File = _base + problem.File });
        }
    }
}
