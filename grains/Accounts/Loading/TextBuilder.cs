using System.Collections.Immutable;
using Conversations.Accounts.Schema;

namespace Conversations.Accounts.Loading;

/// <summary>Knows what may stand in a text.</summary>
internal interface ITextCheck
{
    void CheckText(string text, int line, FileProblems problems);
}

/// <summary>Localized texts: their languages are the account's, the default language is there, their variables are known.</summary>
internal sealed class TextBuilder(AccountScope account, ITextCheck variables, FileProblems problems)
{
    public LocalizedText Build(TextDocument? document)
    {
        if (document is null)
        {
            return LocalizedText.Of("");
        }

        var texts = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (language, text) in document.Texts)
        {
            var line = (document.Source as MapNode)?.Find(language)?.Line ?? document.Line;
            variables.CheckText(text, line, problems);
            texts[language.Length is 0 ? "" : AccountLanguage(language, line)] = text;
        }

        if (!texts.ContainsKey(""))
        {
            CheckLanguages(document, texts.Keys);
        }

        return new() { Texts = texts.ToImmutable() };
    }

    private string AccountLanguage(string language, int line)
    {
        var known = account.Languages.FirstOrDefault(l => l.Equals(language, StringComparison.OrdinalIgnoreCase));
        if (known is null)
        {
            problems.Error(line, $"'{ScalarReader.Shortened(language)}' is not a language of the account ({string.Join(", ", account.Languages)}); add it to 'languages' in account.yaml or remove the text");
        }

        return known ?? language;
    }

    private void CheckLanguages(TextDocument document, IEnumerable<string> given)
    {
        var missing = account.Languages.Except(given, StringComparer.OrdinalIgnoreCase).ToArray();
        if (missing.Contains(account.DefaultLanguage, StringComparer.OrdinalIgnoreCase))
        {
            problems.Error(document.Line, $"the text lacks the default language '{account.DefaultLanguage}', which the others fall back to; add it");
        }
        else if (missing.Length > 0)
        {
            problems.Warning(document.Line, $"the text is not there in {string.Join(", ", missing.Select(m => $"'{m}'"))}; the one in '{account.DefaultLanguage}' is used instead");
        }
    }
}
