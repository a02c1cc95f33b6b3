using Conversations.Effects;

namespace Conversations.Webhooks;

/// <summary>Tries a delivery until it is over.</summary>
internal readonly struct WebhookEffects(IGrainFactory grains, TimeProvider time, RunningEffects effects)
{
    /// <summary>How long a delivery waits in its conversation when there is no room for it.</summary>
    public static readonly TimeSpan Crowded = TimeSpan.FromSeconds(5);

    /// <returns>Null when it never had a try for want of room.</returns>
    /// <exception cref="OperationCanceledException">The server is stopping; the delivery stays promised.</exception>
    public async Task<EffectOutcome?> Deliver(ConversationKey conversation, WebhookDelivery delivery)
    {
        for (var tries = 1; ; tries++)
        {
            var tried = await grains.GetGrain<IWebhookSenderGrain>(conversation.Account).Try(conversation.Conversation, delivery, tries == WebhookPauses.Tries);
            if (tried.Outcome is { } outcome) return outcome;
            if (tried.IsCrowded && tries == 1) return null;
            // Crowded between two tries is no try.
            if (tried.IsCrowded) tries--;
            await Task.Delay(WebhookPauses.After(tries, $"{conversation}/{delivery.Key}"), time, effects.Stopping);
        }
    }
}
