using System.Text.Json;
using Conversations.Accounts.Schema;

namespace Conversations.Accounts.Loading;

/// <summary>
/// Takes the keys and secrets out of an <c>account.yaml</c> that is shown, and puts them in again when it comes back. All else
/// in the text stays to the letter, comments too.
/// </summary>
internal static class KeyMask
{
    public const string Masked = "***";

    private const string NotShown = "# This file can't be read as YAML, so that the keys in it can't be told from the rest. It is not shown; correct it in the account's folder.\n";

    /// <summary>The text with each key and secret masked.</summary>
    public static string Mask(string text)
    {
        var problems = new ProblemList();
        var keys = KeysIn(text, problems);
        var masked = problems.HasErrors ? NotShown : Replaced(text, keys.Select(k => (k.Value, $"\"{Masked}\"")));
        // A text whose places were told wrongly must not get out with a part of a key.
        return KeysIn(masked, problems).All(k => k.Value.Value is Masked) ? masked : NotShown;
    }

    /// <summary>The text with the masked keys that <paramref name="before"/> has under the same names.</summary>
    public static string Unmask(string text, string before, FileProblems told)
    {
        var kept = KeysIn(before, new()).DistinctBy(k => (k.List, k.Name)).ToDictionary(k => (k.List, k.Name), k => k.Value.Value);
        var places = new List<(ScalarNode, string)>();
        foreach (var (list, name, value) in KeysIn(text, new()).Where(k => k.Value.Value is Masked))
        {
            if (kept.TryGetValue((list, name), out var key))
            {
                places.Add((value, JsonSerializer.Serialize(key)));
            }
            else
            {
                told.Error(value.Line, $"'{Masked}' stands for what is there already, and '{list}' has nothing of the name '{ScalarReader.Shortened(name)}'; write it out");
            }
        }

        return Replaced(text, places);
    }

    private static IEnumerable<(string List, string Name, ScalarNode Value)> KeysIn(string text, ProblemList problems)
    {
        // Too large a file is not read at all; it is refused by whoever loads it.
        var root = text.Length > AccountLimits.FileBytes ? null : NodeReader.Read(text, problems.In("account.yaml")) as MapNode;
        return [.. In(root, "apiKeys", "key"), .. In(root, "directLineSecrets", "secret")];
    }

    private static IEnumerable<(string, string, ScalarNode)> In(MapNode? root, string list, string key) =>
        from entry in (root?.Find(list) as ListNode)?.Items.OfType<MapNode>() ?? []
        let value = entry.Find(key) as ScalarNode
        where value is not null
        select (list, (entry.Find("name") as ScalarNode)?.Value ?? "", value);

    private static string Replaced(string text, IEnumerable<(ScalarNode Node, string By)> places)
    {
        foreach (var (node, by) in places.DistinctBy(p => p.Node).OrderByDescending(p => p.Node.Place.Start.Value))
        {
            var (start, end) = (node.Place.Start.Value, node.Place.End.Value);
            if (text[start] is '&')
            {
                // The anchor is what aliases elsewhere refer to.
                start += text.AsSpan(start, end - start).IndexOfAny(" \t\r\n") + 1;
            }

            text = $"{text[..start]}{by}{text[end..]}";
        }

        return text;
    }
}
