using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Conversations.Accounts.Schema;

namespace Conversations.Simulation.Schema;

[DisplayName("a conversation")]
[Description("A conversation that the scenario opens.")]
public sealed record ConversationDocument : Document
{
    [Description("Its id. Default: c1, c2 and so on. A text writes <id of c2> where the server's own id is needed.")]
    [RegularExpression(Patterns.Skill, ErrorMessage = Patterns.SkillAdvice)]
    public string? Id { get; init; }

    [Description("When it opens. Default: 0s.")]
    [RegularExpression(TimePattern.Text, ErrorMessage = TimePattern.Advice)]
    public string? At { get; init; }

    [Description("The bot that answers. Default: the account's default bot.")]
    [StringLength(AccountLimits.Name)]
    public string? Bot { get; init; }

    [Description("The skill it goes to instead of a bot.")]
    [StringLength(AccountLimits.Name)]
    public string? Skill { get; init; }

    [Description("Its language, such as de or pt-BR. Default: the account's default language.")]
    [StringLength(AccountLimits.Name)]
    public string? Language { get; init; }

    [Description("Whether it is a try-out by the people who build the bot. Default: false.")]
    public bool? Preview { get; init; }

    [Description("The kind of channel: messaging or chat. Default: messaging.")]
    [AllowedValues("messaging", "chat")]
    public string? Type { get; init; }

    [Description("The consumer's id. Default: consumer.")]
    [StringLength(200)]
    public string? Consumer { get; init; }

    [Description("The consumer's name.")]
    [StringLength(200)]
    public string? ConsumerName { get; init; }

    [Description("Whether the channel has proved who the consumer is. Default: false.")]
    public bool? Authenticated { get; init; }

    [Description("Variables that the flow starts with.")]
    [RegularExpression(Patterns.Variable, ErrorMessage = Patterns.VariableAdvice)]
    public IReadOnlyDictionary<string, string>? Variables { get; init; }

    [Description("The code that opening it must be refused with, such as invalid_field.")]
    [StringLength(AccountLimits.Name)]
    public string? Refused { get; init; }
}
