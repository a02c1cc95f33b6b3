namespace Conversations.AutomaticMessages;

/// <summary>The variables of automatic messages.</summary>
public static class MessageText
{
    public const string ExpectedResponseTime = "expectedResponseTime";
    public const string AgentNickname = "agentNickname";

    /// <summary>A period in its two largest units, truncated: 1 day 20 h 40 m is <c>1 day 20 hours</c>, in <paramref name="language"/> where it is known.</summary>
    public static string Period(TimeSpan time, string? language) => throw new NotImplementedException();
}
