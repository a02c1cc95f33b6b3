using System.Collections.Immutable;

namespace Conversations.Webhooks;

/// <summary>How far a webhook has been told of a conversation.</summary>
/// <param name="Id">The webhook.</param>
/// <param name="DeliveredTo">The last version it has been given, or that was kept for it as a dead letter.</param>
/// <param name="Wanted">The last version that it wants.</param>
/// <param name="Filter">What it wants.</param>
public sealed record WebhookCursor(string Id, long DeliveredTo, long Wanted, WebhookFilter Filter);

/// <summary>Follows what webhooks want. Part of how events change the state: a replay comes to the same.</summary>
internal static class WebhookCursors
{
    // Webhooks come and go during a long conversation; twice what an account has at once is enough to remember.
    private const int Most = 40;

    public static Conversation Follow(Conversation before, Conversation next, ConversationEvent happened)
    {
        if (happened is EffectStarted { Effect: WebhookDelivery delivery }) return next with { Webhooks = Begin(next.Webhooks, delivery) };
        if (next.Webhooks.IsEmpty) return next;
        if (happened is EffectSettled settled && before.Effects.FirstOrDefault(e => e.Key == settled.Key) is WebhookDelivery done)
        {
            return next with { Webhooks = End(next.Webhooks, done, settled.Outcome) };
        }
        for (var i = 0; i < next.Webhooks.Length; i++)
        {
            var cursor = next.Webhooks[i];
            if (cursor.Filter.Wants(happened)) next = next with { Webhooks = next.Webhooks.SetItem(i, cursor with { Wanted = next.Version }) };
        }
        return next;
    }

    public static WebhookCursor? Of(Conversation state, string webhook)
    {
        foreach (var cursor in state.Webhooks)
        {
            if (cursor.Id == webhook) return cursor;
        }
        return null;
    }

    private static ImmutableArray<WebhookCursor> Begin(ImmutableArray<WebhookCursor> cursors, WebhookDelivery delivery)
    {
        foreach (var cursor in cursors)
        {
            if (cursor.Id == delivery.WebhookId) return cursors;
        }
        var kept = cursors.Length < Most ? cursors : cursors.RemoveAt(0);
        return kept.Add(new(delivery.WebhookId, delivery.FromVersion, delivery.ToVersion, delivery.Filter));
    }

    private static ImmutableArray<WebhookCursor> End(ImmutableArray<WebhookCursor> cursors, WebhookDelivery delivery, EffectOutcome outcome)
    {
        for (var i = 0; i < cursors.Length; i++)
        {
            if (cursors[i].Id == delivery.WebhookId)
            {
                return cursors.SetItem(i, cursors[i] with { DeliveredTo = outcome.DeliveredTo ?? delivery.ToVersion });
            }
        }
        return cursors;
    }
}
