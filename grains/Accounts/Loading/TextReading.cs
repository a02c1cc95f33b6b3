using Conversations.Accounts.Schema;

namespace Conversations.Accounts.Loading;

/// <summary>The two values that may be written in more than one form: texts, and bodies of integrations.</summary>
internal sealed class TextReading(FileProblems problems)
{
    public TextDocument? ReadText(Node node, string key, bool mayBeEmpty)
    {
        switch (node)
        {
            case ScalarNode scalar:
                Check(scalar, $"'{key}'", mayBeEmpty);
                return new() { Source = node, Texts = new Dictionary<string, string> { [""] = scalar.Value } };
            case MapNode { Entries.Count: > 0 } map:
                return new() { Source = node, Texts = ReadLanguages(map, key, mayBeEmpty) };
            default:
                var what = node is MapNode ? "empty" : ScalarReader.Kind(node);
                problems.Error(node.Line, $"'{key}' is {what}; give a text, or a mapping of language to text");
                return null;
        }
    }

    /// <summary>A mapping or list becomes the JSON template that stands for it, so that nobody has to double braces by hand.</summary>
    public BodyDocument ReadBody(Node node)
    {
        if (node is ScalarNode scalar)
        {
            Check(scalar, "'body'", mayBeEmpty: false);
            return new() { Source = node, Template = scalar.Value };
        }

        var template = BodyTemplate.Of(node);
        if (template is null)
        {
            problems.Error(node.Line, $"'body' is longer than {BodyTemplate.Longest} characters of JSON; send less");
        }

        return new() { Source = node, Template = template ?? "" };
    }

    private Dictionary<string, string> ReadLanguages(MapNode map, string key, bool mayBeEmpty)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in map.Entries)
        {
            if (entry.Value is ScalarNode scalar)
            {
                Check(scalar, $"'{key}' in '{entry.Key}'", mayBeEmpty);
                texts[entry.Key] = scalar.Value;
            }
            else
            {
                problems.Error(entry.Line, $"'{key}' in '{entry.Key}' is {ScalarReader.Kind(entry.Value)}; give a text");
            }
        }

        return texts;
    }

    private void Check(ScalarNode scalar, string what, bool mayBeEmpty)
    {
        if (!mayBeEmpty && (scalar.IsNull || string.IsNullOrWhiteSpace(scalar.Value)))
        {
            problems.Error(scalar.Line, $"{what} is empty; give a text or remove the key");
        }
        else if (scalar.Value.Length > AccountLimits.Text)
        {
            problems.Error(scalar.Line, $"{what} has {scalar.Value.Length} characters; write at most {AccountLimits.Text}");
        }
    }
}
