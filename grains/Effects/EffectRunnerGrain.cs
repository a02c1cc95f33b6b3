using Microsoft.Extensions.Logging;

namespace Conversations.Effects;

/// <summary>Runs effects. Reentrant, for an integration may take minutes and must not keep others waiting.</summary>
[StatelessWorker, Reentrant]
internal sealed partial class EffectRunnerGrain(
    IIntegrationClient integrations, RunningEffects effects, TimeProvider time, ILogger<EffectRunnerGrain> log) : Grain, IEffectRunnerGrain
{
    private const int Tries = 10;

    public async Task Run(EffectOrder order)
    {
        // The server is stopping; what is promised is done by the next one.
        if (!effects.TryBegin()) return;
        var conversation = ConversationKey.Parse(order.Conversation);
        // Whoever said what led to the effect does not run it: from here on the service acts, inside of the account alone.
        Caller.System(conversation.Account).Enter();
        try
        {
            await Settle(order, await Work(conversation, order.Effect));
        }
        catch (OperationCanceledException)
        {
            // It took too long for a server that stops, and stays promised.
        }
        finally
        {
            effects.End();
        }
    }

    private Task<EffectOutcome> Work(ConversationKey conversation, Effect effect) => effect switch
    {
        HttpIntegration integration => integrations.Call(conversation, integration),
        ChatInstanceMessage message => Send(conversation, message),
        _ => throw new InvalidOperationException($"The effect {effect.GetType().Name} has no runner. Add one to {nameof(EffectRunnerGrain)}."),
    };

    // The key makes a repeat harmless: the other conversation knows it as a client message id.
    private async Task<EffectOutcome> Send(ConversationKey from, ChatInstanceMessage message)
    {
        if (string.IsNullOrWhiteSpace(message.Text)) return Failed(RefusalCodes.MissingField, "'message' is missing or blank.");
        if (string.IsNullOrWhiteSpace(message.ChatInstanceId)) return Failed(RefusalCodes.MissingField, "'chatInstanceId' is missing or blank.");
        try
        {
            var target = new ConversationKey(from.Account, message.ChatInstanceId);
            var receipt = await GrainFactory.GetGrain<IConversationGrain>(target.ToString()).Publish(new PublishMessage
            {
                From = new Participant { Id = $"conversation:{from.Conversation}", Role = Role.System },
                Text = message.Text,
                ClientMessageId = message.Key,
            });
            return receipt.Refusal is { } refusal ? Failed(refusal.Code, refusal.Detail) : new EffectOutcome { Succeeded = true };
        }
        catch (Exception fault) when (fault is JournalUnavailableException or JournalOverloadedException or VersionConflictException or TimeoutException)
        {
            return Failed(RefusalCodes.Overloaded, fault.Message);
        }
    }

    // An outcome is worth some patience: the journal may be down for a moment. If it stays down, the conversation starts the
    // effect again when it is next in memory.
    private async Task Settle(EffectOrder order, EffectOutcome outcome)
    {
        var conversation = GrainFactory.GetGrain<IConversationGrain>(order.Conversation);
        for (var tries = 1; ; tries++)
        {
            try
            {
                await conversation.Settle(new SettleEffect { Key = order.Effect.Key, Outcome = outcome });
                return;
            }
            catch (Exception fault) when (tries < Tries)
            {
                LogSettleFailed(log, order.Conversation, order.Effect.Key, tries, fault);
                await Task.Delay(TimeSpan.FromMilliseconds(100 << tries), time, effects.GivenUp);
            }
        }
    }

    private static EffectOutcome Failed(string error, string detail) => new() { Succeeded = false, Error = error, Detail = detail };

    [LoggerMessage(Level = LogLevel.Warning, Message = "Conversation {Conversation}: the outcome of effect {Key} could not be brought back, try {Tries}.")]
    private static partial void LogSettleFailed(ILogger logger, string conversation, string key, int tries, Exception fault);
}
