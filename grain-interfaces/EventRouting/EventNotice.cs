namespace Conversations;

/// <summary>Something happened that functions are deployed on: they are asked, and their answer comes back as the outcome.</summary>
[GenerateSerializer, Immutable, Alias("conversations.event-notice.v1")]
public sealed record EventNotice : Effect
{
    /// <summary>What happened.</summary>
    [Id(0)] public required ConversationEventType Type { get; init; }
    /// <summary>The messaging event that its functions are deployed on.</summary>
    [Id(1)] public required string MessagingEvent { get; init; }
    /// <summary>The skill it happened in; null for none.</summary>
    [Id(2)] public string? SkillId { get; init; }
    /// <summary>The function's payload, as JSON text, as things were when it happened.</summary>
    [Id(3)] public required string Payload { get; init; }
    /// <summary>How often the conversation had changed hands; a transfer or close that comes back after another change is refused.</summary>
    [Id(4)] public long Epoch { get; init; }
}

/// <summary>Asks the functions of an account. The key is the account id; it holds no state, so any number of them answer at once.</summary>
[Alias("conversations.event-router-grain.v1")]
public interface IEventRouterGrain : IGrainWithStringKey, IKeyedByAccount
{
    /// <summary>
    /// Invokes the function that is deployed on the event and serves its skill; up to 3 more times when it fails. A failure is an
    /// outcome, not an exception: then the conversation goes on as if there were no function.
    /// </summary>
    /// <param name="conversation">The conversation's id.</param>
    /// <param name="notice">What happened. Its key makes every repeat recognisable to the function.</param>
    /// <remarks>Four tries of a minute each, and the waits between them, are far below the limit.</remarks>
    [Alias("Route"), ResponseTimeout("00:10:00")]
    Task<EffectOutcome> Route(string conversation, EventNotice notice);

    /// <summary>Runs a function that a bot invokes. What it answers changes nothing; whether it failed is the outcome.</summary>
    [Alias("Invoke"), ResponseTimeout("00:10:00")]
    Task<EffectOutcome> Invoke(string conversation, Bots.InvokeFunction call);
}
