using System.Text.Json;

namespace Conversations.Tests.RealClients;

/// <summary>A line that a script printed: something its client saw or did.</summary>
internal sealed record Seen(JsonElement Line)
{
    public string Kind => Line.GetProperty("kind").GetString()!;
    public DateTimeOffset At => DateTimeOffset.FromUnixTimeMilliseconds(Line.GetProperty("at").GetInt64());

    /// <summary>How late the script's own timers were at most since it last said something.</summary>
    public TimeSpan Lateness => TimeSpan.FromMilliseconds(Line.GetProperty("lateness").GetDouble());

    public string? Id => Activity("id");
    public string? Type => Activity("type");
    public string? Text => Activity("text");
    public string? ReplyToId => Activity("replyToId");
    public DateTimeOffset Timestamp => DateTimeOffset.Parse(Activity("timestamp")!);
    public bool IsMessage => Type is "message";

    private string? Activity(string name) =>
        Line.TryGetProperty("activity", out var activity) && activity.TryGetProperty(name, out var value) ? value.GetString() : null;
}
