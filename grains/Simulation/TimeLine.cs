using System.Text;

namespace Conversations.Simulation;

/// <summary>One row of a time line: a line of a transcript, or (without who) a decision.</summary>
public sealed record TimeLineRow(TimeSpan At, string? Conversation, string? Who, string Text, Marks Marks);

/// <summary>A run as a table that people read.</summary>
public static class TimeLine
{
    private const int WidestText = 72;

    /// <summary>The whole run: what happened and why, then what differs from what was expected.</summary>
    public static string Print(ScenarioRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var text = new StringBuilder().AppendLine(run.Scenario.Name);
        foreach (var source in run.Scenario.Sources) text.Append("  ").AppendLine(source);
        text.AppendLine();
        Table(text, [.. run.Moments.SelectMany(m => Story.Tell(m, run.Clock))], run.Clock, run.Scenario.Conversations.Length > 1);
        if (run.Scenario.ExpectsSomething || !run.Passed) text.AppendLine().AppendLine(Judgement(run));
        return text.ToString();
    }

    /// <summary>Only what differs; the empty text when nothing does.</summary>
    public static string Differences(ScenarioRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return string.Join("\n", run.Differences);
    }

    internal static string MarksText(Marks marks, string before = "", string after = "") =>
        marks == Marks.None ? "" : before + marks.ToString().ToLowerInvariant() + after;

    private static string Judgement(ScenarioRun run) => run.Passed
        ? "As expected."
        : $"Not as expected:\n{Differences(run)}";

    private static void Table(StringBuilder text, IReadOnlyList<TimeLineRow> rows, ScenarioClock clock, bool several)
    {
        // The widest row that still reads as a table decides the columns; longer ones run over.
        var time = Width(rows, r => clock.Show(r.At), 30);
        var id = several ? Width(rows, r => r.Conversation ?? "", 20) : 0;
        var who = Width(rows, r => r.Who ?? "", 20);
        var said = Width(rows.Where(r => r.Marks != Marks.None), r => r.Text, WidestText);
        Row("time".PadLeft(time), "in", "who", "text", "marks");
        foreach (var row in rows)
        {
            var what = row.Who is null ? "· " + row.Text : row.Text;
            Row(clock.Show(row.At).PadLeft(time), row.Conversation ?? "", row.Who ?? "", what, MarksText(row.Marks));
        }

        void Row(string at, string conversation, string speaker, string what, string marks)
        {
            var line = at + "  " + (several ? conversation.PadRight(id) + "  " : "") + speaker.PadRight(who) + "  " + what.PadRight(said) + "  " + marks;
            text.AppendLine(line.TrimEnd());
        }
    }

    private static int Width(IEnumerable<TimeLineRow> rows, Func<TimeLineRow, string> column, int most) =>
        Math.Min(most, rows.Select(r => column(r).Length).DefaultIfEmpty(0).Max());
}
