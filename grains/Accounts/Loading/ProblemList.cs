using System.Collections.Immutable;

namespace Conversations.Accounts.Loading;

/// <summary>Collects the problems of one loading.</summary>
internal sealed class ProblemList
{
    // A file of nothing but mistakes is not worth more than this, and its list is not worth the memory.
    private const int Most = 1_000;

    private readonly List<AccountProblem> _problems = [];

    public bool HasErrors { get; private set; }

    public ImmutableArray<AccountProblem> InOrder() =>
        [.. _problems.Distinct().OrderBy(p => p.File, StringComparer.Ordinal).ThenBy(p => p.Line)];

    public FileProblems In(string file) => new(this, file);

    public void Add(AccountProblem problem)
    {
        HasErrors |= problem.Severity is ProblemSeverity.Error;
        if (_problems.Count < Most)
        {
            _problems.Add(problem);
        }
    }
}

/// <summary>Collects the problems of one file.</summary>
internal sealed class FileProblems(ProblemList all, string file)
{
    public string File { get; } = file;

    public void Error(int line, string message) => Add(line, message, ProblemSeverity.Error);

    public void Warning(int line, string message) => Add(line, message, ProblemSeverity.Warning);

    private void Add(int line, string message, ProblemSeverity severity) =>
        all.Add(new() { File = File, Line = line, Message = message, Severity = severity });
}
