using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using Conversations.Accounts.Schema;

namespace Conversations.Accounts.Loading;

/// <summary>A YAML mapping or list as the JSON template that sends it: braces of the JSON doubled, those of variables kept.</summary>
internal sealed partial class BodyTemplate
{
    /// <summary>Characters of a body. A short file of aliases can stand for a long one.</summary>
    public const int Longest = 4 * AccountLimits.Text;

    private readonly StringBuilder _json = new();

    /// <summary>The template, or null when it would be longer than <see cref="Longest"/>.</summary>
    public static string? Of(Node node)
    {
        var body = new BodyTemplate();
        body.Write(node);
        return body._json.Length <= Longest ? body._json.ToString() : null;
    }

    private void Write(Node node)
    {
        if (_json.Length > Longest)
        {
            return;
        }

        switch (node)
        {
            case MapNode map:
                WriteAll("{{", map.Entries, "}}", e =>
                {
                    WriteText(e.Key);
                    _json.Append(':');
                    Write(e.Value);
                });
                break;
            case ListNode list:
                WriteAll("[", list.Items, "]", Write);
                break;
            default:
                WriteScalar((ScalarNode)node);
                break;
        }
    }

    private void WriteAll<T>(string open, IReadOnlyList<T> items, string close, Action<T> write)
    {
        _json.Append(open);
        for (var i = 0; i < items.Count; i++)
        {
            _json.Append(i > 0 ? "," : "");
            write(items[i]);
        }

        _json.Append(close);
    }

    private void WriteScalar(ScalarNode scalar)
    {
        if (scalar.IsNull)
        {
            _json.Append("null");
        }
        else if (scalar.Plain && JsonLiteral().IsMatch(scalar.Value))
        {
            _json.Append(scalar.Value);
        }
        else
        {
            WriteText(scalar.Value);
        }
    }

    private void WriteText(string text) => _json.Append('"').Append(JavaScriptEncoder.Default.Encode(text)).Append('"');

    [GeneratedRegex(@"\A(true|false|-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?)\z", RegexOptions.CultureInvariant)]
    private static partial Regex JsonLiteral();
}
