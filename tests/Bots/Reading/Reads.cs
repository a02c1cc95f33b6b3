using Conversations.Bots;

namespace Conversations.Tests.Bots.Reading;

/// <summary>Reads activities as the conversation would.</summary>
internal static class Reads
{
    public static BotReading Of(string activity, ConversationType type = ConversationType.Messaging) => BotActivityReader.Read(activity, new BotReadingRules(true, type));

    public static BotLine Line(string activity) => Assert.IsType<BotLine>(Assert.Single(Of(activity).Actions));

    /// <summary>Part and reason of the only refusal of an activity from which nothing else comes.</summary>
    public static (string Part, string Reason) Refusal(string activity, ConversationType type = ConversationType.Messaging)
    {
        var reading = Of(activity, type);
        Assert.Empty(reading.Actions);
        var refusal = Assert.Single(reading.Refusals);
        return (refusal.Part, refusal.Reason);
    }
}
