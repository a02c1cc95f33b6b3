namespace Conversations.Webhooks;

/// <summary>
/// Webhooks are told of a conversation in order: one delivery at a time for each, and the next begins when it is settled. What happens
/// meanwhile is in the journal; only how far each has been told is kept.
/// </summary>
internal static class WebhookRules
{
    /// <summary>At the end of a decision: promises a delivery to each webhook that wants something and has none under way.</summary>
    public static void Start(Deliberation d)
    {
        if (d.Account.Webhooks.IsEmpty || d.Raised.Count == 0) return;
        var upTo = d.State.Version;
        var before = upTo - d.Raised.Count;
        var raised = d.Raised.Count;
        foreach (var webhook in d.Account.Webhooks)
        {
            if (!webhook.Enabled || IsUnderWay(d.State, webhook.Id) || From(d, webhook, before, raised) is not { } from) continue;
            d.Raise(new EffectStarted
            {
                At = d.Now,
                Effect = new WebhookDelivery
                {
                    Key = d.NextEffectKey, StartedAt = d.Now, WebhookId = webhook.Id, FromVersion = from, ToVersion = upTo, Filter = webhook.Filter,
                },
            });
        }
    }

    // A webhook that is new to an older conversation begins with what happens now. One that was there when the conversation began gets
    // all of it: another server may have decided something before it knew of the webhook.
    private static long? From(Deliberation d, Webhook webhook, long before, int raised)
    {
        if (WebhookCursors.Of(d.State, webhook.Id) is { } cursor) return cursor.Wanted > cursor.DeliveredTo ? cursor.DeliveredTo : null;
        for (var i = 0; i < raised; i++)
        {
            if (webhook.Filter.Wants(d.Raised[i])) return d.State.CreatedAt >= webhook.CreatedAt ? 0 : before;
        }
        return null;
    }

    private static bool IsUnderWay(Conversation state, string webhook)
    {
        foreach (var effect in state.Effects)
        {
            if (effect is WebhookDelivery delivery && delivery.WebhookId == webhook) return true;
        }
        return false;
    }
}
