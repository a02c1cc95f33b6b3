using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Conversations.Accounts.Schema;

/// <summary><c>functions/*.yaml</c>.</summary>
[DisplayName("a function")]
[Description("A function: JavaScript beside this file, or an HTTP service. Its id is the file's name, 1 to 50 characters.")]
public sealed record FunctionDocument : Document
{
    [Description("The messaging event that it is invoked on, by its id or name, such as Messaging New Conversation. Default: none; only other functions and tests invoke it.")]
    [StringLength(AccountLimits.Name)]
    public string? Event { get; init; }

    [Description("The skills whose conversations it is invoked for. Default: every conversation.")]
    [RegularExpression(Patterns.Skill, ErrorMessage = Patterns.SkillAdvice)]
    public IReadOnlyList<string>? Skills { get; init; }

    [Description("What it is for.")]
    [StringLength(200)]
    public string? Description { get; init; }

    [Description("The address that its input is posted to: it begins with {$server} (this server) or with http:// or https:// and a host of allowedHosts. Without it, the function is JavaScript.")]
    [StringLength(AccountLimits.Url)]
    public string? Url { get; init; }

    [Description("The file in functions/ that holds its JavaScript, at most 100000 characters. Default: the function's id, then .js.")]
    [RegularExpression(Patterns.CodeFile, ErrorMessage = Patterns.CodeFileAdvice)]
    public string? Code { get; init; }

    [Description("How many seconds it may take: 1 to 60. Default: 30.")]
    [Range(1, 60)]
    public decimal? TimeoutSeconds { get; init; }

    [Description("What process.env holds: names in upper case, and texts. They may hold {$secret.NAME}.")]
    [RegularExpression(Patterns.EnvironmentName, ErrorMessage = Patterns.EnvironmentNameAdvice)]
    public IReadOnlyDictionary<string, string>? Environment { get; init; }
}
