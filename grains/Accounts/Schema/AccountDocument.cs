using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Conversations.Accounts.Schema;

/// <summary><c>account.yaml</c>.</summary>
[DisplayName("the account")]
[Description("An account: its languages, skills, keys and what its integrations may call.")]
public sealed record AccountDocument : Document
{
    [Description("The bot that answers where a conversation asks for none: the name of a file in bots/ without .yaml. Without it, such conversations start with their skill.")]
    [RegularExpression(Patterns.Id, ErrorMessage = Patterns.IdAdvice)]
    public string? DefaultBot { get; init; }

    [Description("The language where a conversation names none, and the one that texts fall back to. BCP 47, for example en or pt-BR.")]
    [Required, RegularExpression(Patterns.Language, ErrorMessage = Patterns.LanguageAdvice)]
    public string? DefaultLanguage { get; init; }

    [Description("All languages of the account, the default language among them. Default: the default language alone.")]
    [RegularExpression(Patterns.Language, ErrorMessage = Patterns.LanguageAdvice)]
    public IReadOnlyList<string>? Languages { get; init; }

    [Description("The skills that conversations can be transferred to.")]
    [RegularExpression(Patterns.Skill, ErrorMessage = Patterns.SkillAdvice)]
    public IReadOnlyList<string>? Skills { get; init; }

    [Description("The only places that integrations may call: host, host:port, or self for this server. Default: none.")]
    [RegularExpression(Patterns.Host, ErrorMessage = Patterns.HostAdvice)]
    public IReadOnlyList<string>? AllowedHosts { get; init; }

    [Description("Names of environment variables of the server's process that integration headers may use as {$secret.NAME}.")]
    [RegularExpression(Patterns.Variable, ErrorMessage = Patterns.VariableAdvice)]
    public IReadOnlyList<string>? Secrets { get; init; }

    [Description("Keys for the HTTP API.")]
    public IReadOnlyList<ApiKeyDocument>? ApiKeys { get; init; }

    [Description("Secrets that open any conversation of the account on the Direct Line surface.")]
    public IReadOnlyList<DirectLineSecretDocument>? DirectLineSecrets { get; init; }
}
