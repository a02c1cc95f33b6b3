using Conversations.Cli.BotCheck.Examining;

namespace Conversations.Cli.BotCheck.Reporting;

/// <summary>How grades are named.</summary>
internal static class Grades
{
    public static string Name(Grade grade) => grade switch
    {
        Grade.Good => "good",
        Grade.Note => "note",
        Grade.Warning => "warning",
        Grade.Bad => "bad",
        _ => throw new ArgumentOutOfRangeException(nameof(grade), grade, "There is no such grade."),
    };

    public static string Summary(IReadOnlyCollection<Finding> findings)
    {
        var bad = findings.Count(f => f.Grade == Grade.Bad);
        var warnings = findings.Count(f => f.Grade == Grade.Warning);
        var good = findings.Count(f => f.Grade == Grade.Good);
        return $"{good} good, {Wording.Count(warnings, "warning")}, {bad} bad{(bad == 0 ? ": conversations can be given to this bot." : ".")}";
    }
}
