namespace Conversations.Effects;

/// <summary>Does the work of effects outside of conversations' turns. Any number run at once.</summary>
[Alias("conversations.effect-runner-grain.v1")]
internal interface IEffectRunnerGrain : IGrainWithIntegerKey
{
    /// <summary>Does the work and brings its outcome back.</summary>
    [OneWay, Alias("Run")]
    Task Run(EffectOrder order);
}

/// <summary>An effect and whose it is.</summary>
[GenerateSerializer, Immutable, Alias("conversations.effect-order.v1")]
internal sealed record EffectOrder
{
    /// <summary>The conversation's grain key.</summary>
    [Id(0)] public required string Conversation { get; init; }
    [Id(1)] public required Effect Effect { get; init; }
    /// <summary>What a bot is told about the conversation; null for other effects.</summary>
    [Id(2)] public Bots.BotFacts? Facts { get; init; }
    /// <summary>It may have been done before: it was read from the journal, or nobody knows what became of it.</summary>
    [Id(3)] public bool IsRepeat { get; init; }
}
