using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Conversations.Accounts.Schema;

[DisplayName("an integration")]
[Description("Calls an HTTP service; its branch runs before the step's further actions. An answer of 200 to 299 is a success.")]
public sealed record IntegrationDocument : Document
{
    [Description("A name for operators. Default: the step's name.")]
    [StringLength(AccountLimits.Name)]
    public string? Name { get; init; }

    [Description("The HTTP method. Default: GET.")]
    [AllowedValues("GET", "POST", "PUT", "PATCH", "DELETE")]
    public string? Method { get; init; }

    [Description("The address: it begins with {$server} (this server) or with http:// or https:// and a host of allowedHosts. Variables in it are percent-encoded.")]
    [Required, StringLength(AccountLimits.Url)]
    public string? Url { get; init; }

    [Description("Header names and values. Values may hold {$secret.NAME}.")]
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    [Description("The body: a mapping or list, sent as JSON with the variables in its texts filled in, or a text, sent with its variables JSON-escaped.")]
    public BodyDocument? Body { get; init; }

    [Description("Time limit in seconds: 0.001 to 300. Default: 30.")]
    [Range(AccountLimits.ShortestSeconds, AccountLimits.LongestSeconds)]
    public decimal? TimeoutSeconds { get; init; }

    [Description("Variable name and JSON Pointer (RFC 6901) into the response's body.")]
    [RegularExpression(Patterns.Variable, ErrorMessage = Patterns.VariableAdvice)]
    public IReadOnlyDictionary<string, string>? Result { get; init; }

    [Description("What to do after a success, before the step's further actions.")]
    public IReadOnlyList<ActionDocument>? OnSuccess { get; init; }

    [Description("What to do after a failure instead of the step's further actions. Default: the bot's failure text is said.")]
    public IReadOnlyList<ActionDocument>? OnFailure { get; init; }
}
