using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Conversations.Accounts.Schema;

namespace Conversations.Simulation.Schema;

[DisplayName("what a function answers")]
[Description("What a function answers to an event, after all its tries.")]
public sealed record FunctionAnswerDocument : Document
{
    [Description("How long it takes, tries and pauses included. Default: 0s.")]
    [RegularExpression(TimePattern.Text, ErrorMessage = TimePattern.Advice)]
    public string? Takes { get; init; }

    [Description("What it returns: one command or a list of them, as a function writes them. Default: nothing, so that the automatic message is said.")]
    public BodyDocument? Returns { get; init; }

    [Description("Whether its last try failed, too. Default: false.")]
    public bool? Fails { get; init; }

    [Description("What later invocations get. Default: the same again.")]
    public FunctionAnswerDocument? Then { get; init; }
}
