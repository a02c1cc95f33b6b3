using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;

namespace Conversations.Flows;

/// <summary>How a value is written into the text around it, so that it cannot change what the text means.</summary>
public enum TemplateEncoding
{
    /// <summary>As it is: for texts that people read.</summary>
    Plain = 0,
    /// <summary>Percent-encoded: one value stays one segment or one query value of an address.</summary>
    Url = 1,
    /// <summary>Escaped as the inside of a JSON string.</summary>
    Json = 2,
    /// <summary>
    /// Control characters, braces and all beyond ASCII percent-encoded: a value neither starts a new header nor reads
    /// as <c>{$secret.NAME}</c> when the secrets are filled in afterwards.
    /// </summary>
    Header = 3,
}

/// <summary>
/// Texts with variables: <c>{name}</c> is replaced by its value, <c>{{</c> and <c>}}</c> are literal braces.
/// <c>{$server}</c> and <c>{$secret.NAME}</c> stay as written: they are filled in when a request is sent, so that no
/// secret is ever stored. Pure and thread-safe; a template is parsed once.
/// </summary>
public static class TextTemplate
{
    // A full cache is dropped whole: accounts hold far fewer templates, and only templates taken from messages can fill it.
    private const int CacheSize = 4_096;

    private static ConcurrentDictionary<string, Parsed> _cache = new(StringComparer.Ordinal);

    /// <summary>Fills in the variables. A variable without a value leaves nothing; a brace that opens no variable stays.</summary>
    public static string Fill(string template, Func<string, string?> value, TemplateEncoding encoding)
    {
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(value);
        if (template.AsSpan().IndexOfAny('{', '}') < 0)
        {
            return template;
        }

        var text = new StringBuilder(template.Length + 32);
        foreach (var part in Parse(template).Parts)
        {
            text.Append(part.Name is null ? part.Text : Encode(value(part.Name), encoding));
        }

        return text.ToString();
    }

    /// <summary>The variables of a template, each once, in the order of their first use, <c>$server</c> and the like included.</summary>
    public static ImmutableArray<string> Names(string template)
    {
        ArgumentNullException.ThrowIfNull(template);
        return Parse(template).Names;
    }

    /// <summary>Whether each brace is part of a variable or doubled; the answer names what is not, else it is null.</summary>
    public static string? Flaw(string template)
    {
        ArgumentNullException.ThrowIfNull(template);
        return Parse(template).Flaw;
    }

    private static string? Encode(string? value, TemplateEncoding encoding) => encoding switch
    {
        _ when string.IsNullOrEmpty(value) => null,
        TemplateEncoding.Plain => value,
        TemplateEncoding.Url => Uri.EscapeDataString(value),
        TemplateEncoding.Json => JavaScriptEncoder.Default.Encode(value),
        TemplateEncoding.Header => EncodeHeader(value),
        _ => throw new ArgumentOutOfRangeException(nameof(encoding), encoding, "Give one of the encodings that TemplateEncoding names."),
    };

    private static string EncodeHeader(string value)
    {
        var text = new StringBuilder(value.Length);
        foreach (var rune in value.EnumerateRunes())
        {
            var harmless = rune.Value is >= ' ' and <= '~' and not ('{' or '}');
            text.Append(harmless ? rune.ToString() : Uri.EscapeDataString(rune.ToString()));
        }

        return text.ToString();
    }

    private static Parsed Parse(string template)
    {
        var cache = _cache;
        if (cache.TryGetValue(template, out var known))
        {
            return known;
        }

        if (cache.Count >= CacheSize)
        {
            _cache = cache = new(StringComparer.Ordinal);
        }

        return cache.GetOrAdd(template, static text => new TemplateParser(text).Parse());
    }

    /// <summary>A literal, or the name of a variable.</summary>
    internal readonly record struct Part(string? Text, string? Name);

    internal sealed record Parsed(ImmutableArray<Part> Parts, ImmutableArray<string> Names, string? Flaw);
}
