using Spectre.Console;

namespace Conversations.Cli.BotCheck.Reporting;

/// <summary>A check in a terminal.</summary>
internal sealed class LiveCheck(IAnsiConsole console) : ICheckScreen, ICheckReport
{
    public void Sent(SentRequest request) => Row("aqua", CheckRows.Of(request));

    public void Ended(SentRequest request)
    {
        if (CheckRows.Ended(request) is { } row) Row("red", row);
    }

    public void Heard(SeenActivity activity, int number)
    {
        if (number <= CheckLimits.MostShown) Row(activity.Reading.Refusals.IsEmpty ? activity.IsUsable ? "green" : "grey" : "red", CheckRows.Of(activity));
        else if (number == CheckLimits.MostShown + 1) Row("grey", "          … what follows is not shown");
    }

    public void Report(Observations seen, IReadOnlyList<Finding> findings)
    {
        var table = new Table().Border(TableBorder.Rounded).ShowRowSeparators().Expand()
            .AddColumn(new TableColumn("").NoWrap()).AddColumn(new TableColumn("[bold]check[/]").NoWrap()).AddColumn("[bold]what was seen, and what it means[/]");
        foreach (var finding in findings)
        {
            var (sign, colour) = Look(finding.Grade);
            var places = string.Concat(finding.Evidence.Select(place => $"\n[grey]  · {Markup.Escape(place)}[/]"));
            table.AddRow(
                $"[{colour}]{sign}[/]", $"[{colour}]{Markup.Escape(finding.Word)}[/]",
                $"{Markup.Escape(finding.Sentence)}\n[italic]{Markup.Escape(finding.Meaning)}[/]{places}");
        }
        console.WriteLine();
        console.Write(table);
        console.MarkupLine($"[bold]{Markup.Escape(Grades.Summary(findings))}[/]");
    }

    private void Row(string colour, string row) => console.MarkupLine($"[{colour}]{Markup.Escape(row)}[/]");

    private static (string Sign, string Colour) Look(Grade grade) => grade switch
    {
        Grade.Good => ("✓", "green"),
        Grade.Note => ("·", "blue"),
        Grade.Warning => ("!", "yellow"),
        _ => ("✗", "red"),
    };
}
