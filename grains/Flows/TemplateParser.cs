using System.Collections.Immutable;
using System.Text;

namespace Conversations.Flows;

/// <summary>Cuts a template into literals and variables. Every text can be cut; what looks wrong is named in the answer.</summary>
internal sealed class TemplateParser(string template)
{
    private const int LongestName = 128;

    private readonly ImmutableArray<TextTemplate.Part>.Builder _parts = ImmutableArray.CreateBuilder<TextTemplate.Part>();
    private readonly List<string> _names = [];
    private readonly StringBuilder _literal = new();
    private string? _flaw;

    public TextTemplate.Parsed Parse()
    {
        for (var at = 0; at < template.Length;)
        {
            at += template[at] is '{' or '}' ? ReadBrace(at) : ReadLiteral(at);
        }

        EndLiteral();
        return new(_parts.ToImmutable(), [.. _names.Distinct(StringComparer.Ordinal)], _flaw);
    }

    private int ReadLiteral(int at)
    {
        var length = template.AsSpan(at).IndexOfAny('{', '}');
        var text = length < 0 ? template.AsSpan(at) : template.AsSpan(at, length);
        _literal.Append(text);
        return text.Length;
    }

    private int ReadBrace(int at)
    {
        var brace = template[at];
        if (at + 1 < template.Length && template[at + 1] == brace)
        {
            _literal.Append(brace);
            return 2;
        }

        if (brace is '{' && NameAfter(at) is { } name)
        {
            AddVariable(name);
            return name.Length + 2;
        }

        _flaw ??= $"a single '{brace}' at character {at + 1} is not part of a variable such as {{orderNumber}}; write '{brace}{brace}' for a literal brace";
        _literal.Append(brace);
        return 1;
    }

    private void AddVariable(string name)
    {
        _names.Add(name);
        if (name is "$server" || name.StartsWith("$secret.", StringComparison.Ordinal))
        {
            _literal.Append('{').Append(name).Append('}');
            return;
        }

        EndLiteral();
        _parts.Add(new(null, name));
    }

    private string? NameAfter(int brace)
    {
        // Bounded, so that a text of many open braces is cut in linear time.
        var rest = template.AsSpan(brace + 1, Math.Min(LongestName + 1, template.Length - brace - 1));
        var end = rest.IndexOf('}');
        if (end <= 0)
        {
            return null;
        }

        var name = rest[..end];
        var first = name[0] is '$' ? name[1..] : name;
        return first.Length > 0 && (char.IsAsciiLetter(first[0]) || first[0] is '_') && IsName(first) ? name.ToString() : null;
    }

    private static bool IsName(ReadOnlySpan<char> name)
    {
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '.'))
            {
                return false;
            }
        }

        return true;
    }

    private void EndLiteral()
    {
        if (_literal.Length > 0)
        {
            _parts.Add(new(_literal.ToString(), null));
            _literal.Clear();
        }
    }
}
