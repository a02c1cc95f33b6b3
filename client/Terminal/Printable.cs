using System.Text;

namespace Conversations.Cli.Terminal;

/// <summary>Text that came from somebody else, made safe for a terminal: an escape sequence in a message must not move our cursor.</summary>
internal static class Printable
{
    public static string Of(string text)
    {
        if (!text.Any(char.IsControl))
        {
            return text;
        }
        var safe = new StringBuilder(text.Length);
        foreach (var c in text.ReplaceLineEndings("\n"))
        {
            safe.Append(c is '\n' or '\t' || !char.IsControl(c) ? c : '\uFFFD');
        }
        return safe.ToString();
    }
}
