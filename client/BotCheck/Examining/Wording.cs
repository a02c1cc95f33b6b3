using System.Collections.Immutable;
using Conversations.Cli.Terminal;

namespace Conversations.Cli.BotCheck.Examining;

/// <summary>How requests, times and numbers are named in findings.</summary>
internal static class Wording
{
    private const int MostEvidence = 5;
    private const int LongestText = 60;

    public static string Name(SentRequest request) => request.Purpose switch
    {
        Purpose.Start or Purpose.Event => request.Text,
        Purpose.Repeat => $"\"{Short(request.Text)}\" once more",
        _ => $"\"{Short(request.Text)}\"",
    };

    public static string At(TimeSpan at) => $"{at.TotalSeconds:0.000} s";

    public static string Took(TimeSpan took) => took < TimeSpan.FromSeconds(10) ? $"{took.TotalMilliseconds:0} ms" : $"{took.TotalSeconds:0.0} s";

    public static string Count(int number, string one, string many) => number == 1 ? $"1 {one}" : $"{number} {many}";

    public static string Count(int number, string what) => Count(number, what, what + "s");

    /// <summary>A text of the bot, short and on one line.</summary>
    public static string Short(string? text)
    {
        var line = Printable.Of(text ?? "").Replace('\n', ' ').Replace('\t', ' ');
        return line.Length <= LongestText ? line : line[..(LongestText - 1)] + "…";
    }

    public static ImmutableArray<string> Evidence(IEnumerable<string> places)
    {
        var all = places.ToList();
        return all.Count <= MostEvidence ? [.. all] : [.. all.Take(MostEvidence - 1), $"and {all.Count - MostEvidence + 1} more"];
    }

    public static ImmutableArray<string> Evidence(IEnumerable<Answers> exchanges) => Evidence(exchanges.Select(x => $"{Name(x.Request)}, at {At(x.Request.SentAt)}"));

    public static ImmutableArray<string> Evidence(IEnumerable<SeenActivity> activities) => Evidence(activities.Select(Name));

    public static string Name(SeenActivity activity) => $"{(activity.Reading.Type is { Length: > 0 } type ? Short(type) : "activity")}, at {At(activity.At)}";
}
