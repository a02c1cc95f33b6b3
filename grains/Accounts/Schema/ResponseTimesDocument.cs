using System.ComponentModel;

namespace Conversations.Accounts.Schema;

[DisplayName("the response times")]
[Description("How long agents may take to answer; deadlines are made of these. Each is 1s to 90d.")]
public sealed record ResponseTimesDocument : Document
{
    [Description("As a rule. Default: 1h.")]
    [TimeRange("1s", "90d")]
    public string? Normal { get; init; }

    [Description("When the consumer marked the conversation as urgent. Default: 5m.")]
    [TimeRange("1s", "90d")]
    public string? Urgent { get; init; }

    [Description("When it is prioritized. Default: 30m.")]
    [TimeRange("1s", "90d")]
    public string? Prioritized { get; init; }

    [Description("For the whole first conversation of a consumer. Default: as any other.")]
    [TimeRange("1s", "90d")]
    public string? FirstTime { get; init; }
}
