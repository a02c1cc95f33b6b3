using Conversations.Silo.Http.BotFramework;

namespace Conversations.Silo.Http.DirectLine;

/// <summary>Brings what a client sent into its conversation.</summary>
internal sealed class ActivitySending(ConversationCalls conversations, ConversationFactsCache facts)
{
    private const int LongestClientId = 200;

    /// <returns>The id of the activity.</returns>
    public Task<string> Send(ConversationKey key, DirectLineCaller caller, IncomingActivity activity)
    {
        if (!ConversationIds.IsPossible(key.Conversation))
        {
            throw DirectLineFault.NotFound();
        }
        return activity.Type switch
        {
            "message" => Publish(key, caller, activity, null),
            "event" => Publish(key, caller, activity, null, activity.Name is { Length: > 0 } name ? name : throw new BotFrameworkFault(400, "MissingProperty", "An event has a 'name'.")),
            "typing" => Typing(key),
            "endOfConversation" => End(key),
            var other => throw BotFrameworkFault.Bad($"'{other}' can't be sent here; send message, event, typing or endOfConversation."),
        };
    }

    /// <summary>Publishes a message whose files are already stored.</summary>
    public Task<string> SendFiles(ConversationKey key, DirectLineCaller caller, IncomingActivity activity, IReadOnlyList<StoredUpload> uploads) =>
        Publish(key, caller, activity, uploads);

    private async Task<string> Publish(
        ConversationKey key, DirectLineCaller caller, IncomingActivity activity, IReadOnlyList<StoredUpload>? uploads, string? eventName = null)
    {
        if (activity.ClientActivityId?.Length > LongestClientId)
        {
            throw BotFrameworkFault.Bad($"'channelData.clientActivityID' has at most {LongestClientId} characters.");
        }
        var known = await facts.Find(key);
        // The transcript has one consumer. What the echo says of the sender is the client's own word, unless the token named the user.
        var shown = caller.Token?.User ?? (string.IsNullOrEmpty(activity.FromId) ? known.ConsumerId : activity.FromId);
        var receipt = await conversations.Publish(key, new()
        {
            From = new() { Id = known.ConsumerId, Role = Role.Consumer, Name = known.ConsumerName },
            Text = eventName is null ? activity.Content : null,
            ClientMessageId = string.IsNullOrEmpty(activity.ClientActivityId) ? null : activity.ClientActivityId,
            Activity = activity.ToStored(shown, uploads),
            EventName = eventName,
        }, CancellationToken.None);
        return receipt.Refusal is { } refusal ? throw DirectLineFault.Of(refusal) : ActivityId.OfMessage(key.Conversation, receipt.Seq);
    }

    // Nobody keeps that somebody is typing, but a bot whose messages are combined waits longer for the next.
    private async Task<string> Typing(ConversationKey key)
    {
        await facts.Find(key);
        await conversations.Call(key, grain => grain.NoteTyping(new()), CancellationToken.None);
        return ActivityId.OfTyping(key.Conversation, 0, 0);
    }

    private async Task<string> End(ConversationKey key)
    {
        var receipt = await conversations.Call(key, grain => grain.Close(new() { By = CloseReason.Consumer }), CancellationToken.None);
        return receipt.Refusal is { } refusal ? throw DirectLineFault.Of(refusal) : ActivityId.OfEnd(key.Conversation);
    }
}
