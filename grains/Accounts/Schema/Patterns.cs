using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Conversations.Accounts.Schema;

/// <summary>What an id, a name or a reference looks like, and how to say so.</summary>
internal static class Patterns
{
    [StringSyntax(StringSyntaxAttribute.Regex)]
    public const string Id = "^[a-z0-9][a-z0-9-]{0,63}$";
    public const string IdAdvice = "write 1 to 64 lower-case letters, digits and '-', and begin with a letter or digit";

    [StringSyntax(StringSyntaxAttribute.Regex)]
    public const string Skill = "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$";
    public const string SkillAdvice = "write 1 to 64 letters, digits, '.', '_' and '-', and begin with a letter or digit";

    [StringSyntax(StringSyntaxAttribute.Regex)]
    public const string Language = "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$";
    public const string LanguageAdvice = "write a BCP 47 tag such as en, de or pt-BR";

    [StringSyntax(StringSyntaxAttribute.Regex)]
    public const string Variable = "^[A-Za-z_][A-Za-z0-9_]{0,63}$";
    public const string VariableAdvice = "write 1 to 64 letters, digits and '_', and begin with a letter";

    [StringSyntax(StringSyntaxAttribute.Regex)]
    public const string Host = @"^(self|[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]+\](:[0-9]{1,5})?)$";
    public const string HostAdvice = "write self, a host such as api.example.com, or host:port; no scheme, path or wildcard";

    [StringSyntax(StringSyntaxAttribute.Regex)]
    public const string Pointer = "^(/([^~/]|~[01])*)*$";
    public const string PointerAdvice = "write a JSON Pointer (RFC 6901) into the response, such as /status or /items/0/name";

    [StringSyntax(StringSyntaxAttribute.Regex)]
    public const string Agent = "^[A-Za-z0-9][A-Za-z0-9._@-]{0,99}$";
    public const string AgentAdvice = "write 1 to 100 letters, digits, '.', '_', '@' and '-', and begin with a letter or digit";

    [StringSyntax(StringSyntaxAttribute.Regex)]
    public const string TimeZone = "^[A-Za-z][A-Za-z0-9_+-]{0,31}(/[A-Za-z0-9_+-]{1,31}){0,2}$";
    public const string TimeZoneAdvice = "write an IANA time zone such as Europe/Berlin";

    [StringSyntax(StringSyntaxAttribute.Regex)]
    public const string Date = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";
    public const string DateAdvice = "write a day as in 2026-12-25";

    [StringSyntax(StringSyntaxAttribute.Regex)]
    public const string LocalTime = "^([01][0-9]|2[0-3]):[0-5][0-9]$";
    [StringSyntax(StringSyntaxAttribute.Regex)]
    public const string LocalTimeOrEnd = "^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$";
    public const string LocalTimeAdvice = "write hours and minutes as in \"09:00\"";

    [StringSyntax(StringSyntaxAttribute.Regex)]
    public const string CodeFile = "^[a-z0-9][a-z0-9-]{0,63}[.]js$";
    public const string CodeFileAdvice = "write the name of a file in functions/, such as welcome.js";

    [StringSyntax(StringSyntaxAttribute.Regex)]
    public const string EnvironmentName = "^[A-Z_][A-Z0-9_]{0,63}$";
    public const string EnvironmentNameAdvice = "write 1 to 64 upper-case letters, digits and '_', and begin with no digit";

    /// <summary>Whether the whole value fits. JSON Schema's <c>$</c> is the very end, .NET's may stand before a last line break.</summary>
    public static bool Fits([StringSyntax(StringSyntaxAttribute.Regex)] string pattern, string value) =>
        !value.EndsWith('\n') && Regex.IsMatch(value, pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
}
