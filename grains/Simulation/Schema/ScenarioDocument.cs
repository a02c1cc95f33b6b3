using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Conversations.Accounts.Schema;

namespace Conversations.Simulation.Schema;

/// <summary><c>*.yaml</c> of a scenario.</summary>
[DisplayName("a scenario")]
[Description("A scenario: conversations with a bot second by second, and what is expected of them.")]
public sealed record ScenarioDocument : Document
{
    [Description("What it shows, in one line.")]
    [Required, StringLength(200)]
    public string? Name { get; init; }

    [Description("The sentences it proves, each with its source, such as SEED0: each message will be sent only once.")]
    [StringLength(1000)]
    public new IReadOnlyList<string>? Source { get; init; }

    [Description("The account's folder, looked for beside the scenario and in the folders above it. Default: accounts/demo, or none when 'files' holds an account.yaml.")]
    [StringLength(500)]
    public string? Account { get; init; }

    [Description("Files of the account that are added to its folder or stand in place of those there: path (such as flows/orders.yaml) and content.")]
    public FilesDocument? Files { get; init; }

    [Description("Whether it may also be played against a server with the demo account, in real time. Default: false.")]
    public bool? RealTime { get; init; }

    [Description("The conversations, which open before the first step unless they say when. Default: one, with the account's default bot.")]
    [MinLength(1)]
    public IReadOnlyList<ConversationDocument>? Conversations { get; init; }

    [Description("How services answer: the integration's name and its answer. Default for the demo account's order look-up: what the server does.")]
    public IReadOnlyDictionary<string, AnswerDocument>? Integrations { get; init; }

    [Description("How long a chat instance takes to confirm a message that it was handed. Default: 0s.")]
    [RegularExpression(TimePattern.Text, ErrorMessage = TimePattern.Advice)]
    public string? ConfirmationTakes { get; init; }

    [Description("When it starts, for what depends on the day and the hour: an ISO 8601 instant such as 2026-10-23T07:00:00Z. Its time line then shows the time of day in the zone of the account's shifts.")]
    [RegularExpression(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$", ErrorMessage = "write an instant such as 2026-10-23T07:00:00Z")]
    public string? Start { get; init; }

    [Description("When it ends, for scenarios that would not come to rest by themselves. Default: when nothing is under way any more.")]
    [RegularExpression(TimePattern.Text, ErrorMessage = TimePattern.Advice)]
    public string? Ends { get; init; }

    [Description("What functions answer: the function's name and its answer. Default: nothing, so that the automatic message is said.")]
    public IReadOnlyDictionary<string, FunctionAnswerDocument>? Functions { get; init; }

    [Description("What third-party bots do: the bot's name and its answers. Default: they never answer.")]
    public IReadOnlyDictionary<string, BotTurnDocument>? Bots { get; init; }

    [Description("Agents who are away, or have no room left: what is proposed to them goes to the skill's queue.")]
    [StringLength(AccountLimits.Name)]
    public IReadOnlyList<string>? UnavailableAgents { get; init; }

    [Description("What happens from outside, in the order of time.")]
    public IReadOnlyList<StepDocument>? Steps { get; init; }

    [Description("What is expected.")]
    public ExpectDocument? Expect { get; init; }
}
