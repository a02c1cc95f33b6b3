using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Conversations.Accounts.Schema;

namespace Conversations.Simulation.Schema;

[DisplayName("what is expected")]
[Description("What is expected: whole transcripts, states at times, decisions.")]
public sealed record ExpectDocument : Document
{
    [Description("Every line of every transcript, in order. A line that is not here must not happen.")]
    public IReadOnlyList<LineDocument>? TimeLine { get; init; }

    [Description("What conversations are like at times.")]
    public IReadOnlyList<StateDocument>? States { get; init; }

    [Description("Decisions that the time line must show. Not compared in real time.")]
    public IReadOnlyList<DecisionDocument>? Decisions { get; init; }
}

[DisplayName("an expected line")]
[Description("A line of a transcript.")]
public sealed record LineDocument : Document
{
    [Description("When it is said.")]
    [Required, RegularExpression(TimePattern.Text, ErrorMessage = TimePattern.Advice)]
    public string? At { get; init; }

    [Description("The conversation. Default: the first.")]
    [StringLength(AccountLimits.Name)]
    public string? In { get; init; }

    [Description("Who says it: consumer, bot, agent, manager, system, or a participant's id.")]
    [Required, StringLength(200)]
    public string? Who { get; init; }

    [Description("What is said, to the letter.")]
    [Required, StringLength(AccountLimits.Text)]
    public string? Text { get; init; }

    [Description("What sets it apart; a mark that is not here must not be there.")]
    [AllowedValues("proactive", "late", "ignored", "automatic", "private")]
    public IReadOnlyList<string>? Marks { get; init; }

    [Description("The number of the line that it answers, from 1. Default: not compared.")]
    [Range(1, 100_000)]
    public int? Answers { get; init; }
}

[DisplayName("an expected state")]
[Description("What a conversation is like at a time, after all that happens at that instant.")]
public sealed record StateDocument : Document
{
    [Description("When.")]
    [Required, RegularExpression(TimePattern.Text, ErrorMessage = TimePattern.Advice)]
    public string? At { get; init; }

    [Description("The conversation. Default: the first.")]
    [StringLength(AccountLimits.Name)]
    public string? In { get; init; }

    [Description("Whether it takes messages.")]
    public bool? Open { get; init; }

    [Description("Whether the bot is responding, so that interruptions are not given to it.")]
    public bool? Busy { get; init; }

    [Description("The skill that has it.")]
    [StringLength(AccountLimits.Name)]
    public string? Skill { get; init; }

    [Description("How many turns the bot has begun.")]
    [Range(0, 100_000)]
    public int? Turns { get; init; }

    [Description("How many messages wait for the running turn to end. Not compared in real time.")]
    [Range(0, 100_000)]
    public int? Queued { get; init; }

    [Description("Every pending timer, earliest first: turnTimeout, proactiveMessage, wait, proposal, agentIdle, consumerIdle, queueIdle or autoClose, and when it is due, such as proactiveMessage 2s.")]
    [RegularExpression(@"^(turnTimeout|proactiveMessage|wait|botTimeout|botPause|combineMessages|proposal|agentIdle|consumerIdle|queueIdle|autoClose) [0-9]{1,9}(\.[0-9]{1,7})?(ms|s|m|h|d)$", ErrorMessage = "write what it does and when it is due, such as proactiveMessage 2s")]
    public IReadOnlyList<string>? Timers { get; init; }
}

[DisplayName("an expected decision")]
[Description("A decision that the time line shows.")]
public sealed record DecisionDocument : Document
{
    [Description("When.")]
    [Required, RegularExpression(TimePattern.Text, ErrorMessage = TimePattern.Advice)]
    public string? At { get; init; }

    [Description("The conversation. Default: any.")]
    [StringLength(AccountLimits.Name)]
    public string? In { get; init; }

    [Description("Words of the decision, as the time line prints them.")]
    [Required, StringLength(500)]
    public string? Text { get; init; }
}
