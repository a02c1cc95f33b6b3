using Conversations.Bots;

namespace Conversations.Silo.Http;

/// <summary>Calls agents, bots and queues, again while the silo that had one is gone, as <see cref="ConversationCalls"/> does. Only what is safe to repeat.</summary>
internal sealed class RoutingCalls(IGrainFactory grains, ConversationCalls calls)
{
    public Task<T> Agent<T>(string account, string agent, Func<IAgentGrain, Task<T>> call, CancellationToken cancellation) =>
        calls.Repeat(grains.GetGrain<IAgentGrain>($"{account}/{agent}"), call, ConversationCalls.IsBetweenSilos, cancellation);

    public Task<T> Bot<T>(string account, string bot, Func<IBotGrain, Task<T>> call, CancellationToken cancellation) =>
        calls.Repeat(grains.GetGrain<IBotGrain>($"{account}/{bot}"), call, ConversationCalls.IsBetweenSilos, cancellation);

    public Task<T> Queue<T>(string account, string skill, Func<ISkillQueueGrain, Task<T>> call, CancellationToken cancellation) =>
        calls.Repeat(grains.GetGrain<ISkillQueueGrain>($"{account}/{skill}"), call, ConversationCalls.IsBetweenSilos, cancellation);
}
