using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Conversations.Accounts.Schema;

/// <summary><c>account.yaml</c>.</summary>
[DisplayName("the account")]
[Description("An account: its languages, skills, agents and keys, how conversations are served, and what its integrations may call.")]
public sealed record AccountDocument : Document, IServiceDocument
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

    [Description("The skills that conversations can be routed to: an id, or a mapping.")]
    public IReadOnlyList<SkillDocument>? Skills { get; init; }

    [Description("The agents. Default: none.")]
    public IReadOnlyList<AgentDocument>? Agents { get; init; }

    [Description("When people work. Default: day and night.")]
    public WorkingHoursDocument? WorkingHours { get; init; }

    [Description("How long agents may take to answer.")]
    public ResponseTimesDocument? ResponseTimes { get; init; }

    [Description("The idle clocks. Default: none.")]
    public IdleDocument? Idle { get; init; }

    [Description("When conversations that wait for their consumer are closed. Default: after 90d.")]
    public AutoCloseDocument? AutoClose { get; init; }

    [Description("How many seconds a proposed agent has to accept before the skill's queue gets the conversation: 1 to 3600. Default: 72.")]
    [Range(1, 3600)]
    public int? ProposalSeconds { get; init; }

    [Description("What is said by itself when something happens. Default: nothing.")]
    public AutomaticMessagesDocument? AutomaticMessages { get; init; }

    [Description("What the account may use besides. Default: nothing.")]
    public FeaturesDocument? Features { get; init; }

    [Description("The only places that integrations, functions and connectors may call: host, host:port, or self for this server. Default: none.")]
    [RegularExpression(Patterns.Host, ErrorMessage = Patterns.HostAdvice)]
    public IReadOnlyList<string>? AllowedHosts { get; init; }

    [Description("Names of environment variables of the server's process that integration headers, the variables of functions and connectors may use as {$secret.NAME}.")]
    [RegularExpression(Patterns.Variable, ErrorMessage = Patterns.VariableAdvice)]
    public IReadOnlyList<string>? Secrets { get; init; }

    [Description("Keys for the HTTP API.")]
    public IReadOnlyList<ApiKeyDocument>? ApiKeys { get; init; }

    [Description("Secrets that open any conversation of the account on the Direct Line surface.")]
    public IReadOnlyList<DirectLineSecretDocument>? DirectLineSecrets { get; init; }
}
