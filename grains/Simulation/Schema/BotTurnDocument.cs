using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Conversations.Accounts.Schema;

namespace Conversations.Simulation.Schema;

[DisplayName("what a bot does")]
[Description("What a third-party bot does with a request.")]
public sealed record BotTurnDocument : Document
{
    [Description("After how long it has taken the request: its HTTP answer. Default: after the last activity that it posts in this turn.")]
    [RegularExpression(TimePattern.Text, ErrorMessage = TimePattern.Advice)]
    public string? Takes { get; init; }

    [Description("What it posts, in its order.")]
    public IReadOnlyList<BotActivityDocument>? Says { get; init; }

    [Description("Instead of taking the request: error (each try failed) or never (its time runs out).")]
    [AllowedValues("error", "never")]
    public string? Fails { get; init; }

    [Description("What it does with later requests, repeats included. Default: the same again.")]
    public BotTurnDocument? Then { get; init; }
}

[DisplayName("an activity of a bot")]
[Description("An activity that a bot posts.")]
public sealed record BotActivityDocument : Document
{
    [Description("How long after the request. Default: 0s.")]
    [RegularExpression(TimePattern.Text, ErrorMessage = TimePattern.Advice)]
    public string? After { get; init; }

    [Description("The activity, as the bot writes it; replyToId is added.")]
    [Required]
    public BodyDocument? Activity { get; init; }

    [Description("Whether it names no request: a proactive activity. Default: false.")]
    public bool? Unasked { get; init; }
}
