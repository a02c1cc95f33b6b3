using Conversations.Routing;

namespace Conversations;

/// <summary>By when an agent is to have answered. On shift that is the response time from now, off shift from the next shift's start.</summary>
internal static class Deadlines
{
    /// <summary>When a consumer's line makes agents' turn begin; null when it changes nothing, or a bot answers.</summary>
    public static DateTimeOffset? AfterLine(Deliberation d, Message message) =>
        message.From.Role == Role.Consumer && d.State is { Bot: null, Service.UnansweredSince: null, Service.EffectiveTtr: null }
            ? From(d, d.State.Service.Ttr)
            : null;

    /// <summary>The deadline of a response time that begins now.</summary>
    public static DateTimeOffset From(Deliberation d, Ttr ttr)
    {
        var span = TimeSpan.FromSeconds(ttr.Value);
        // Set by hand it means what it says; else nobody is expected before the next shift.
        return ttr.TtrType == TtrType.Custom ? d.Now + span : (d.Rules.Hours.NextOpen(d.Now) ?? d.Now) + span;
    }

    /// <summary>A kind of response time with the seconds that the rules give it.</summary>
    public static Ttr Of(ServiceRules rules, TtrType type, bool firstConversation, long? seconds = null)
    {
        var times = rules.ResponseTimes;
        var span = type switch
        {
            TtrType.Urgent => times.Urgent,
            TtrType.Prioritized => times.Prioritized,
            _ => firstConversation ? times.FirstTime ?? times.Normal : times.Normal,
        };
        return new Ttr { TtrType = type, Value = seconds ?? (long)span.TotalSeconds };
    }
}
