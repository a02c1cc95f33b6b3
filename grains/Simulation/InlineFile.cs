using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Conversations.Accounts.Loading;
using Conversations.Simulation.Schema;

namespace Conversations.Simulation;

/// <summary>A file of an account that stands in a scenario, and how its lines are found there. Without text it is taken away.</summary>
internal sealed record InlineFile(string Path, string? Text, int FirstLine)
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IReadOnlyList<InlineFile> All(FilesDocument files, FileProblems problems)
    {
        if (files.Source is MapNode map) return [.. map.Entries.Select(Of)];
        problems.Error(files.Line, "the files are not a mapping; give path and content, such as 'flows/orders.yaml: {...}'");
        return [];
    }

    /// <summary>The scenario's line that a line of the file is.</summary>
    public int LineOf(int line) => FirstLine + line - 1;

    private static InlineFile Of(MapEntry entry) => entry.Value switch
    {
        ScalarNode { IsNull: true } => new(entry.Key, null, entry.Line),
        // A block of text begins one line below its '|'.
        ScalarNode text => new(entry.Key, text.Value, text.Line + (text.Value.Contains('\n', StringComparison.Ordinal) ? 1 : 0)),
        var mapping => new(entry.Key, new Writer(mapping.Line).Write(mapping), mapping.Line),
    };

    // JSON is YAML; with each value on the line where it stands in the scenario, a problem's line needs no table.
    private sealed class Writer(int firstLine)
    {
        private readonly StringBuilder _text = new();
        private int _line = firstLine;

        public string Write(Node root)
        {
            Add(root);
            return _text.Append('\n').ToString();
        }

        private void Add(Node node)
        {
            GoTo(node.Line);
            switch (node)
            {
                case MapNode map:
                    Join('{', map.Entries, '}', entry =>
                    {
                        GoTo(entry.Line);
                        Quote(entry.Key);
                        _text.Append(": ");
                        Add(entry.Value);
                    });
                    break;
                case ListNode list:
                    Join('[', list.Items, ']', Add);
                    break;
                case ScalarNode { Plain: true, Value: var word } when IsWord(word):
                    _text.Append(word);
                    break;
                case ScalarNode scalar:
                    Quote(scalar.Value);
                    break;
            }
        }

        private void Join<T>(char open, IReadOnlyList<T> items, char close, Action<T> add)
        {
            _text.Append(open);
            for (var i = 0; i < items.Count; i++)
            {
                if (i > 0) _text.Append(", ");
                add(items[i]);
            }
            _text.Append(close);
        }

        // An alias stands above the place where it is used; its lines have passed.
        private void GoTo(int line)
        {
            for (; _line < line; _line++) _text.Append('\n');
        }

        private void Quote(string text) => _text.Append(JsonSerializer.Serialize(text, Relaxed));

        // What YAML reads as a number, true, false or null must not become a text.
        private static bool IsWord(string text) =>
            text is "~" or "null" or "Null" or "NULL" || (text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '+') && text != "-");
    }
}
