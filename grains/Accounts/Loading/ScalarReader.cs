using System.Globalization;
using Conversations.Accounts.Schema;

namespace Conversations.Accounts.Loading;

/// <summary>Single values: texts, whole numbers and numbers, with their ranges.</summary>
internal sealed class ScalarReader(FileProblems problems)
{
    /// <summary>What a value is, for messages.</summary>
    public static string Kind(Node node) => node switch
    {
        MapNode => "a mapping",
        ListNode => "a list",
        ScalarNode { IsNull: true } => "empty",
        _ => $"'{Shortened(((ScalarNode)node).Value)}'",
    };

    public static string Shortened(string text) => text.Length <= 60 ? text : text[..57] + "...";

    public object? Read(DocumentKey key, Type type, Node node)
    {
        if (node is not ScalarNode scalar || scalar.IsNull)
        {
            problems.Error(node.Line, $"'{key.Name}' is {Kind(node)}; give a single {(type == typeof(string) ? "text" : "number")}");
            return null;
        }

        if (type == typeof(string))
        {
            return ReadText(key, scalar);
        }

        if (type == typeof(bool?))
        {
            return ReadBoolean(key, scalar);
        }

        var whole = type == typeof(int?);
        return ReadNumber(key, scalar, whole) is not { } number ? null : whole ? (object)(int)number : number;
    }

    public void CheckPattern(DocumentKey key, string value, int line)
    {
        if (key.Pattern is { } pattern && !(Patterns.Fits(pattern.Pattern, value) && (pattern as TimeRangeAttribute)?.Holds(value) is not false))
        {
            problems.Error(line, $"'{Shortened(value)}' does not fit '{key.Name}'; {pattern.ErrorMessage}");
        }
    }

    private string ReadText(DocumentKey key, ScalarNode scalar)
    {
        var text = scalar.Value;
        if (string.IsNullOrWhiteSpace(text) && !key.MayBeEmpty)
        {
            problems.Error(scalar.Line, $"'{key.Name}' is empty; give a text");
        }
        else if (!key.Values.IsEmpty && !key.Values.Contains(text))
        {
            problems.Error(scalar.Line, $"'{key.Name}' is '{Shortened(text)}'; write {string.Join(" or ", key.Values)}");
        }
        else if (key.Length is { } length && (text.Length > length.MaximumLength || text.Length < length.MinimumLength))
        {
            var least = length.MinimumLength > 0 ? $"{length.MinimumLength} to " : "at most ";
            problems.Error(scalar.Line, $"'{key.Name}' has {text.Length} characters; write {least}{length.MaximumLength}");
        }
        else
        {
            CheckPattern(key, text, scalar.Line);
        }

        return text;
    }

    private bool? ReadBoolean(DocumentKey key, ScalarNode scalar)
    {
        if (scalar.Value is "true" or "false")
        {
            return scalar.Value is "true";
        }

        problems.Error(scalar.Line, $"'{key.Name}' is '{Shortened(scalar.Value)}'; write true or false");
        return null;
    }

    private decimal? ReadNumber(DocumentKey key, ScalarNode scalar, bool whole)
    {
        var style = whole ? NumberStyles.AllowLeadingSign : NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        var read = decimal.TryParse(scalar.Value, style, CultureInfo.InvariantCulture, out var number);
        var (least, most) = (Convert.ToDecimal(key.Range!.Minimum), Convert.ToDecimal(key.Range.Maximum));
        if (!read || number < least || number > most)
        {
            problems.Error(scalar.Line, $"'{key.Name}' is '{Shortened(scalar.Value)}'; give a {(whole ? "whole number" : "number")} from {least} to {most}");
            return null;
        }

        return number;
    }
}
