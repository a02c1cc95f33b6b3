using Conversations.Cli.BotCheck.Examining;

namespace Conversations.Cli.BotCheck.Reporting;

/// <summary>A check as lines of text.</summary>
internal sealed class PlainCheck(TextWriter output) : ICheckScreen, ICheckReport
{
    public void Sent(SentRequest request) => Write(CheckRows.Of(request));

    public void Ended(SentRequest request)
    {
        if (CheckRows.Ended(request) is { } row) Write(row);
    }

    public void Heard(SeenActivity activity, int number)
    {
        if (number <= CheckLimits.MostShown) Write(CheckRows.Of(activity));
        else if (number == CheckLimits.MostShown + 1) Write("          … what follows is not shown");
    }

    public void Report(Observations seen, IReadOnlyList<Finding> findings)
    {
        foreach (var finding in findings)
        {
            output.WriteLine();
            output.WriteLine($"{Grades.Name(finding.Grade),-7}  {finding.Word}: {finding.Sentence}");
            output.WriteLine($"         {finding.Meaning}");
            foreach (var place in finding.Evidence) output.WriteLine($"         - {place}");
        }
        output.WriteLine();
        Write(Grades.Summary(findings));
    }

    private void Write(string row)
    {
        output.WriteLine(row);
        output.Flush();
    }
}
