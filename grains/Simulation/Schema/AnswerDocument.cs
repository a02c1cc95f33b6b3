using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Conversations.Accounts.Schema;

namespace Conversations.Simulation.Schema;

[DisplayName("an answer")]
[Description("What a service does with a call.")]
public sealed record AnswerDocument : Document
{
    [Description("How long it takes. Default: 0s.")]
    [RegularExpression(TimePattern.Text, ErrorMessage = TimePattern.Advice)]
    public string? Takes { get; init; }

    [Description("The HTTP status. Default: 200.")]
    [Range(100, 599)]
    public int? Status { get; init; }

    [Description("The body: a mapping or list, answered as JSON, or a text.")]
    public BodyDocument? Body { get; init; }

    [Description("Instead of an answer: unreachable (the connection fails) or never (nothing comes, so that the integration's time limit ends the call).")]
    [AllowedValues("unreachable", "never")]
    public string? Fails { get; init; }

    [Description("What later calls of the same integration get. Default: the same again.")]
    public AnswerDocument? Then { get; init; }
}
