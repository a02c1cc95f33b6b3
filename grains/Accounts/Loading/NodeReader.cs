using Conversations.Accounts.Schema;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Conversations.Accounts.Loading;

/// <summary>
/// YAML text to nodes. YamlDotNet's own model stops at the first duplicate key and loses the lines of keys; this one
/// goes on, and bounds depth and alias expansion before anything walks the tree.
/// </summary>
internal sealed class NodeReader
{
    private readonly Parser _parser;
    private readonly FileProblems _problems;
    private readonly Dictionary<string, Node> _anchors = new(StringComparer.Ordinal);

    private NodeReader(string text, FileProblems problems)
    {
        _parser = new(new StringReader(text));
        _problems = problems;
    }

    /// <summary>The file's document; null when there is none to go on with, and the problem is told.</summary>
    public static Node? Read(string text, FileProblems problems)
    {
        var reader = new NodeReader(text, problems);
        try
        {
            return reader.ReadDocument();
        }
        catch (YamlException fault)
        {
            // The end of the text may count as a line of its own, which no editor shows.
            var lines = text.AsSpan().TrimEnd().Count('\n') + 1;
            problems.Error(Math.Clamp((int)fault.Start.Line, 1, lines), $"this is not valid YAML: {fault.Message.TrimEnd('.')}");
        }
        catch (Exception fault) when (fault is InvalidOperationException or ArgumentException or FormatException or IndexOutOfRangeException or InvalidCastException)
        {
            // The parser gives up like this, or gives its events out of order, on some texts that are not YAML.
            problems.Error(Math.Max(1, (int)(reader._parser.Current?.Start.Line ?? 1)), "this is not valid YAML here or soon after; look for quotes and brackets that are not closed");
        }

        return null;
    }

    private Node? ReadDocument()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _))
        {
            _problems.Error(1, "the file is empty; remove it or write its keys");
            return null;
        }

        _parser.Consume<DocumentStart>();
        var root = ReadNode(depth: 1);
        _parser.Consume<DocumentEnd>();
        if (_parser.Accept<DocumentStart>(out var second))
        {
            _problems.Error(LineOf(second), "a second document begins here; write one document per file, without '---'");
        }

        return root;
    }

    private Node ReadNode(int depth)
    {
        if (depth > AccountLimits.Depth)
        {
            throw new YamlException(_parser.Current!.Start, _parser.Current.End, $"it is nested more than {AccountLimits.Depth} deep");
        }

        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            return _anchors.GetValueOrDefault(alias.Value.Value)
                ?? throw new YamlException(alias.Start, alias.End, $"'*{alias.Value}' stands before the end of its anchor");
        }

        var start = (NodeEvent)_parser.Current!;
        if (!start.Tag.IsEmpty)
        {
            _problems.Error(LineOf(start), $"the tag '{start.Tag}' has no meaning here; remove it");
        }

        var node = ReadContent(depth);
        if (!start.Anchor.IsEmpty)
        {
            _anchors[start.Anchor.Value] = node;
        }

        return node;
    }

    private Node ReadContent(int depth)
    {
        if (_parser.TryConsume<Scalar>(out var scalar))
        {
            return new ScalarNode(LineOf(scalar), scalar.Value, scalar.Style is ScalarStyle.Plain, (int)scalar.Start.Index, (int)scalar.End.Index);
        }

        return _parser.TryConsume<SequenceStart>(out var list) ? ReadList(list, depth) : ReadMap(_parser.Consume<MappingStart>(), depth);
    }

    private ListNode ReadList(SequenceStart start, int depth)
    {
        var list = new ListNode(LineOf(start));
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            list.Add(ReadNode(depth + 1));
            Bound(list, start);
        }

        return list;
    }

    private MapNode ReadMap(MappingStart start, int depth)
    {
        var map = new MapNode(LineOf(start));
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var line = LineOf(_parser.Current!);
            var key = ReadNode(depth + 1);
            var value = ReadNode(depth + 1);
            if (key is not ScalarNode { Value: var name })
            {
                _problems.Error(line, "a key must be a single word, not a list or mapping; put quotes around a text that begins with '{' or '['");
            }
            else if (map.Add(new(name, line, value)) is { } first)
            {
                _problems.Error(line, $"'{name}' is given twice, first in line {first.Line}; remove one");
            }

            Bound(map, start);
        }

        return map;
    }

    private static void Bound(Node node, ParsingEvent at)
    {
        if (node.Weight > AccountLimits.Values)
        {
            throw new YamlException(at.Start, at.End, $"it holds more than {AccountLimits.Values} values, aliases counted with all that they stand for; write less of them");
        }
    }

    private static int LineOf(ParsingEvent at) => (int)at.Start.Line;
}
