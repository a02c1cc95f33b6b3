namespace Conversations;

/// <summary>What is remembered of a consumer across conversations. The key is <c>{account}/{consumer}</c>.</summary>
[Alias("conversations.consumer-grain.v1")]
public interface IConsumerGrain : IGrainWithStringKey, IKeyedByAccount
{
    /// <summary>A conversation of this consumer is about to open; asked again for the same conversation it answers the same.</summary>
    [Alias("Opens")]
    Task<ConsumerHistory> Opens(string conversation);
}
