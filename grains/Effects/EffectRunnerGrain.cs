using Conversations.Accounts;
using Conversations.Bots;
using Conversations.Routing;
using Conversations.Webhooks;
using Microsoft.Extensions.Logging;

namespace Conversations.Effects;

/// <summary>Runs effects. Reentrant, for an integration may take minutes and must not keep others waiting.</summary>
[StatelessWorker, Reentrant]
internal sealed partial class EffectRunnerGrain(
    IIntegrationClient integrations, IEnumerable<IBotConnector> connectors, IAccounts accounts, RunningEffects effects, TimeProvider time,
    ILogger<EffectRunnerGrain> log) : Grain, IEffectRunnerGrain
{
    private const int Tries = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private RoutingEffects Routing => new(GrainFactory);

    public async Task Run(EffectOrder order)
    {
        // It runs already, or the server is stopping and the next one does what is promised.
        if (!effects.TryBegin(order, time.GetUtcNow())) return;
        var conversation = ConversationKey.Parse(order.Conversation);
        // Whoever said what led to the effect does not run it: from here on the service acts, inside of the account alone.
        Caller.System(conversation.Account).Enter();
        try
        {
            if (await Work(conversation, order) is not { } outcome)
            {
                // There is no room for it now. It waits in its conversation, which is woken soon.
                effects.Rest(order, time.GetUtcNow() + WebhookEffects.Crowded);
                return;
            }
            var receipt = await Settle(order, outcome);
            if (receipt.Refusal is { } refusal) Rest(order, new InvalidOperationException(refusal.Detail));
        }
        catch (OperationCanceledException)
        {
            // It took too long for a server that stops, and stays promised.
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            Rest(order, fault);
        }
        finally
        {
            effects.End(order);
        }
    }

    private async Task<EffectOutcome?> Work(ConversationKey conversation, EffectOrder order) => order.Effect switch
    {
        WebhookDelivery delivery => await new WebhookEffects(GrainFactory, time, effects).Deliver(conversation, delivery),
        HttpIntegration integration => await integrations.Call(conversation, integration),
        ChatInstanceMessage message => await Send(conversation, message),
        QueueNotice notice => await Patiently(conversation.ToString(), notice.Key, () => Routing.Enqueue(conversation, notice)),
        AgentProposal proposal => await Patiently(conversation.ToString(), proposal.Key, () => Routing.Propose(conversation, proposal)),
        AgentRelease release => await Patiently(conversation.ToString(), release.Key, () => Routing.Release(conversation, release)),
        BotRequest request => await Ask(conversation, request, order),
        BotRelease release => await Patiently(conversation.ToString(), release.Key, () => Routing.Release(conversation, release)),
        InvokeFunction call => await Patiently(conversation.ToString(), call.Key, () => GrainFactory.GetGrain<IEventRouterGrain>(conversation.Account).Invoke(conversation.Conversation, call)),
        EventNotice notice => await Patiently(conversation.ToString(), notice.Key, () => GrainFactory.GetGrain<IEventRouterGrain>(conversation.Account).Route(conversation.Conversation, notice)),
        _ => throw new InvalidOperationException($"The effect {order.Effect.GetType().Name} has no runner. Add one to {nameof(EffectRunnerGrain)}."),
    };

    private Task<EffectOutcome> Ask(ConversationKey conversation, BotRequest request, EffectOrder order) =>
        new BotRequestRunner(connectors, accounts, time).Run(conversation, request, order, new BotRequestGrains
        {
            Conversation = GrainFactory.GetGrain<IConversationGrain>(conversation.ToString()),
            Bot = GrainFactory.GetGrain<IBotGrain>(RoutingKey.Text(conversation.Account, request.Bot)),
            Enter = bot => Patiently(conversation.ToString(), request.Key, () => bot.Enter(conversation.Conversation, request.Kind.NeedsAnswer())),
        }, effects.GivenUp);

    private async Task<EffectOutcome> Send(ConversationKey from, ChatInstanceMessage message)
    {
        if (ChatInstanceDelivery.Fault(message) is { } fault) return fault;
        var target = new ConversationKey(from.Account, message.ChatInstanceId).ToString();
        var published = ChatInstanceDelivery.Of(from.Conversation, message);
        return ChatInstanceDelivery.Outcome(await Reach(target, message.Key, conversation => conversation.Publish(published)));
    }

    private void Rest(EffectOrder order, Exception fault)
    {
        LogNotSettled(log, order.Conversation, order.Effect.Key, Pause, fault);
        effects.Rest(order, time.GetUtcNow() + Pause);
    }

    private Task<Receipt> Settle(EffectOrder order, EffectOutcome outcome) =>
        Reach(order.Conversation, order.Effect.Key, conversation => conversation.Settle(new SettleEffect { Key = order.Effect.Key, Outcome = outcome }));

    private Task<Receipt> Reach(string conversation, string effect, Func<IConversationGrain, Task<Receipt>> call) =>
        Patiently(conversation, effect, () => call(GrainFactory.GetGrain<IConversationGrain>(conversation)));

    // A grain is worth some patience: its journal may be down for a moment, or its silo gone. If that lasts, the effect stays
    // promised, and its conversation starts it again when it is woken the next time.
    private async Task<T> Patiently<T>(string conversation, string effect, Func<Task<T>> call)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await call();
            }
            catch (Exception fault) when (tries < Tries && fault is JournalUnavailableException or JournalOverloadedException
                or VersionConflictException or TimeoutException or OrleansException)
            {
                LogUnreachable(log, conversation, effect, tries, fault);
                await Task.Delay(TimeSpan.FromMilliseconds(100 << tries), time, effects.GivenUp);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Conversation {Conversation}: effect {Key} could not be brought to its end; it stays promised and is done again after {Pause} at the earliest.")]
    private static partial void LogNotSettled(ILogger logger, string conversation, string key, TimeSpan pause, Exception fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Conversation {Conversation}: effect {Key} reached nobody, try {Tries}.")]
    private static partial void LogUnreachable(ILogger logger, string conversation, string key, int tries, Exception fault);
}
