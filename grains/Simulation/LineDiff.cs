using System.Text;

namespace Conversations.Simulation;

/// <summary>Expected and seen lines side by side, as a diff that keeps what agrees.</summary>
internal static class LineDiff
{
    /// <summary>Null when nothing differs.</summary>
    public static string? Of(IReadOnlyList<ExpectedLine> expected, IReadOnlyList<ObservedLine> seen, TimeSpan tolerance)
    {
        if (expected.Count == seen.Count && expected.Zip(seen).All(pair => Same(pair.First, pair.Second, tolerance))) return null;
        var text = new StringBuilder();
        var common = Common(expected, seen, tolerance);
        var (e, s) = (0, 0);
        while (e < expected.Count || s < seen.Count)
        {
            if (e < expected.Count && s < seen.Count && Same(expected[e], seen[s], tolerance))
            {
                text.Append("    ").AppendLine(Show(seen[s++]));
                e++;
            }
            else if (s == seen.Count || (e < expected.Count && common[e + 1, s] >= common[e, s + 1]))
            {
                text.Append("  - ").AppendLine(Show(expected[e++]));
            }
            else
            {
                text.Append("  + ").AppendLine(Show(seen[s++]));
            }
        }
        return text.ToString().TrimEnd();
    }

    // How many lines two rests have in common at most: the usual table of a longest common subsequence.
    private static int[,] Common(IReadOnlyList<ExpectedLine> expected, IReadOnlyList<ObservedLine> seen, TimeSpan tolerance)
    {
        var common = new int[expected.Count + 1, seen.Count + 1];
        for (var e = expected.Count - 1; e >= 0; e--)
        {
            for (var s = seen.Count - 1; s >= 0; s--)
            {
                common[e, s] = Same(expected[e], seen[s], tolerance) ? common[e + 1, s + 1] + 1 : Math.Max(common[e + 1, s], common[e, s + 1]);
            }
        }
        return common;
    }

    private static bool Same(ExpectedLine expected, ObservedLine seen, TimeSpan tolerance) =>
        (expected.At - seen.At).Duration() <= tolerance
        && (expected.Who == seen.Who || expected.Who == seen.From.Id)
        && expected.Text == seen.Text
        && expected.Marks == seen.Marks
        && (expected.Answers is null || expected.Answers == seen.Answers);

    private static string Show(ExpectedLine line) => Show(line.At, line.Who, line.Text, line.Marks, line.Answers);

    private static string Show(ObservedLine line) => Show(line.At, line.Who, line.Text, line.Marks, line.Answers);

    private static string Show(TimeSpan at, string who, string text, Marks marks, long? answers) =>
        $"{Times.Show(at),9}  {who,-9} {text}{TimeLine.MarksText(marks, "  [", "]")}{(answers is { } seq ? $"  answers {seq}" : "")}";
}
