using Conversations.Bots;
using Conversations.Cli.BotCheck.Examining;

namespace Conversations.Cli.BotCheck.Reporting;

/// <summary>The time line of a check, a row at a time.</summary>
internal static class CheckRows
{
    public static string Of(SentRequest request) => Row(request.SentAt, "→", Wording.Name(request) + (request is { ExpectReplies: true, Purpose: Purpose.ExpectReplies } ? " (expectReplies)" : ""));

    /// <summary>How a request ended; null when there is nothing to say about it.</summary>
    public static string? Ended(SentRequest request) => request.IsTaken ? null : Row(request.EndedAt!.Value, "✗", Outcome(request));

    public static string Of(SeenActivity activity) => Row(activity.At, "←", What(activity));

    private static string Outcome(SentRequest request) => request.Fault == RequestFault.None ? $"{Wording.Name(request)}: status {request.Status}"
        : $"{Wording.Name(request)}: {Fault(request.Fault)}{(request.Detail is { } detail ? $", {Wording.Short(detail)}" : "")}";

    private static string What(SeenActivity activity)
    {
        var parts = activity.Reading.Actions.Select(Told).Concat(activity.Reading.Refusals.Select(r => $"[{r.Reason}: {Wording.Short(r.Part)}]")).ToList();
        return parts.Count > 0 ? string.Join("; ", parts) : Wording.Short(activity.Reading.Type);
    }

    private static string Told(BotAction action) => action switch
    {
        BotLine { EventName: { } name } => $"event {Wording.Short(name)}",
        BotLine line => $"{(line.Text is { Length: > 0 } text ? $"\"{Wording.Short(text)}\"" : line.StructuredContent is null ? "content" : "rich content")}{(line.Audience == Audience.All ? "" : " (private)")}",
        BotPause pause => $"waits {pause.Seconds} s",
        BotTransfer transfer => $"transfers to {Wording.Short(transfer.Skill)}",
        BotClose => "closes the conversation",
        BotChangeTtr ttr => $"changes the response time to {ttr.TtrType}",
        BotInvocation invocation => $"invokes {Wording.Short(invocation.Function)}",
        BotEscalation escalation => $"[{escalation.Reason}]",
        _ => action.GetType().Name,
    };

    private static string Fault(RequestFault fault) => fault switch
    {
        RequestFault.Unreachable => "no connection",
        RequestFault.Lost => "no response",
        RequestFault.HalfBody => "half a response",
        RequestFault.TimedOut => "no complete response",
        RequestFault.TooLarge => "a response above 1 MB",
        _ => fault.ToString(),
    };

    private static string Row(TimeSpan at, string sign, string text) => $"{at.TotalSeconds,8:0.000}  {sign} {text}";
}
