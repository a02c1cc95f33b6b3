namespace Conversations.Accounts.Loading;

/// <summary>Texts that are said as they stand.</summary>
internal sealed class PlainTextCheck : ITextCheck
{
    public static PlainTextCheck Instance { get; } = new();

    public void CheckText(string text, int line, FileProblems problems)
    {
        if (text.AsSpan().IndexOfAny('{', '}') >= 0)
        {
            problems.Error(line, "the texts of a third-party bot have no variables and are said as they stand; leave out '{' and '}'");
        }
    }
}
