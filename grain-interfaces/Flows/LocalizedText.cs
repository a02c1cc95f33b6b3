using System.Collections.Immutable;

namespace Conversations;

/// <summary>A text in several languages. The key <c>""</c> holds a text that serves every language.</summary>
[GenerateSerializer, Immutable, Alias("conversations.localized-text.v1")]
public sealed record LocalizedText
{
    /// <summary>BCP 47 language to text.</summary>
    [Id(0)] public required ImmutableDictionary<string, string> Texts { get; init; }

    /// <summary>One text for every language.</summary>
    public static LocalizedText Of(string text) => new() { Texts = ImmutableDictionary<string, string>.Empty.Add("", text) };

    /// <summary>
    /// The text for <paramref name="language"/>: itself (<c>de-AT</c>), its language (<c>de</c>), <paramref name="fallback"/>,
    /// the text for every language, and at last the first language in alphabetical order.
    /// </summary>
    public string In(string? language, string? fallback) =>
        Find(language) ?? Find(fallback) ?? Texts.GetValueOrDefault("") ?? Texts.OrderBy(t => t.Key, StringComparer.Ordinal).First().Value;

    private string? Find(string? language)
    {
        for (var tag = language; !string.IsNullOrEmpty(tag); tag = tag.LastIndexOf('-') is var dash and > 0 ? tag[..dash] : null)
        {
            foreach (var (key, text) in Texts)
            {
                if (key.Equals(tag, StringComparison.OrdinalIgnoreCase)) return text;
            }
        }
        return null;
    }
}
