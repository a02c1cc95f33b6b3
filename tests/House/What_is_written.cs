using System.Text.RegularExpressions;
using Conversations.Tests.AccountFolders;

namespace Conversations.Tests.House;

/// <summary>Rules over the source text that no compiler knows.</summary>
public class What_is_written
{
    private static readonly string Root = Repository.Path();

    [Fact]
    public void in_the_rules_reads_no_clock_no_chance_and_waits_for_nothing() => Nowhere(
        @"DateTime(Offset)?\.(Utc)?(Now|Today)|Guid\.NewGuid|Random\.Shared|Stopwatch\.|Thread\.Sleep|Environment\.TickCount|Task\.Delay\([^,]*\);|new Random\(", "grains", "grain-interfaces");

    [Fact]
    public void in_the_pure_core_knows_no_engine_and_no_task() => Nowhere(
        @"\bTask\b|\bawait\b|TimeProvider|ILogger|IGrainFactory|GetGrain|RequestContext|GrainId", Core);

    [Fact]
    public void in_grains_and_client_switches_on_no_engine() => Nowhere(@"^\s*#if", "grains", "grain-interfaces", "client");

    // All that decides. What is not pure says so by its name: grains, runners, seams, and what sends webhooks.
    private static string[] Core =>
    [
        .. new[] { "Conversations", "EventRouting", "AutomaticMessages", "Routing", "Flows", "Bots", "Webhooks" }
            .SelectMany(folder => Directory.GetFiles(Path.Combine(Root, "grains", folder), "*.cs", SearchOption.AllDirectories))
            .Where(f => !Regex.IsMatch(Path.GetFileName(f), @"^I[A-Z]|Grain|Runner|^Webhook(Effects|Parcel|Room)\.cs$")),
        .. new[] { "CallbackResult", "CatalogRules", "FunctionCheck", "FunctionRouting" }.Select(f => Path.Combine(Root, "grains/Functions", $"{f}.cs")),
    ];

    private static void Nowhere(string pattern, params string[] places)
    {
        var files = places.SelectMany(p => File.Exists(p) ? [p]
            : Directory.GetFiles(Path.Combine(Root, p), "*.cs", SearchOption.AllDirectories)).ToList();
        Assert.NotEmpty(files);
        var found = files.SelectMany(f => File.ReadLines(f).Select((line, i) => (f, i, line)))
            .Where(l => !l.line.TrimStart().StartsWith("//", StringComparison.Ordinal) && Regex.IsMatch(l.line, pattern))
            .Select(l => $"{Path.GetRelativePath(Root, l.f)}:{l.i + 1}: {l.line.Trim()}");
        Assert.Empty(found);
    }
}
