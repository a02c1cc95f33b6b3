using System.Buffers.Text;
using Conversations.Accounts;
using Conversations.AutomaticMessages;
using Conversations.Bots;
using Conversations.EventRouting;

namespace Conversations;

/// <summary>The rules for a message that comes in, the interruption rules of SEED1 among them.</summary>
internal static class Publishing
{
    public const int TextLimit = 8_000;
    public const int EncodedMetadataLimit = 5_000;
    public const int ContentLimit = 200_000;
    public const int QueueLimit = 100;

    public static Decision Decide(Conversation state, PublishMessage publish, Account account, DateTimeOffset now)
    {
        if (Fault(publish) is { } fault) return Deliberation.Refuse(state, fault.Code, fault.Detail);
        var d = new Deliberation(state, account, now);
        if (Known(state, publish) is { } seq) return d.Done(seq, repeated: true);
        if (!state.IsOpen) return Closed(state);
        // Time first: a message at exactly the end of the busy time is answered.
        Clocks.Advance(d);
        if (!d.State.IsOpen) return Closed(state);
        return publish.From.Role != Role.Consumer ? d.Done(d.Say(Line(d, publish)))
            : d.Bot is { } bot ? ToBot(d, publish, bot)
            : ToAgents(d, publish);
    }

    private static Decision ToAgents(Deliberation d, PublishMessage publish)
    {
        var (hours, before) = (d.Rules.Hours, d.State.Service.LastConsumerAt ?? d.State.CreatedAt);
        var seq = d.Say(Line(d, publish));
        // The first line since the end of the shift; whoever opened the conversation off hours has been told already.
        if (!hours.IsOpen(d.Now) && hours.OpenedBetween(before, d.Now))
        {
            EventLane.Raise(d, ConversationEventType.ConsumerSendMessageOnOffhours, AutomaticMessageKind.OffHoursMidConversation, new OffHoursLineGroup(d.State.OpenedOffHours));
        }
        return d.Done(seq);
    }

    private static Decision ToBot(Deliberation d, PublishMessage publish, Bot bot)
    {
        // An event that no step waits for is kept and disturbs nobody.
        if (publish.EventName is { } name && !Turns.Answers(bot, name)) return d.Done(d.Say(Line(d, publish)));
        if (Asking.IsGreeting(d.State)) return d.State.Queue.Length < QueueLimit ? d.Done(d.Say(Line(d, publish), queued: true)) : Ignore(d, publish, bot);
        if (d.State.Busy is not { } busy) return bot.Connector?.Combine is { } combine ? Combine(d, publish, combine) : InTurn(d, publish);
        switch (bot.Interruptions.Policy)
        {
            case InterruptionPolicy.Process:
                d.Raise(new TurnDetached { At = d.Now, Turn = busy.Turn, Cause = DetachCause.Superseded });
                return InTurn(d, publish);
            case InterruptionPolicy.Queue when d.State.Queue.Length < QueueLimit:
            case InterruptionPolicy.Ignore when d.State.Queue.Length < QueueLimit && Asking.HasJustAnswered(d):
                return d.Done(d.Say(Line(d, publish), queued: true));
            default:
                return Ignore(d, publish, bot);
        }
    }

    // What waits already comes first, or the bot would hear it out of order.
    private static Decision InTurn(Deliberation d, PublishMessage publish)
    {
        var waits = !d.State.Queue.IsEmpty;
        var seq = d.Say(Line(d, publish), queued: waits);
        if (waits) Turns.StartQueued(d);
        else Turns.Start(d, d.State.Latest!);
        return d.Done(seq);
    }

    private static Decision Combine(Deliberation d, PublishMessage publish, CombineMessages combine)
    {
        var seq = d.Say(Line(d, publish), queued: true);
        Combining.Add(d, combine);
        return d.Done(seq);
    }

    private static Decision Ignore(Deliberation d, PublishMessage publish, Bot bot)
    {
        var seq = d.Say(Line(d, publish) with { Ignored = true });
        var answer = bot.Interruptions.Message;
        if (answer != InterruptionRules.BlankMessage || d.State.Preview)
        {
            d.Say(d.BotLine(bot, answer) with { Automatic = true, InReplyTo = seq });
        }
        return d.Done(seq, ignored: true);
    }

    private static Message Line(Deliberation d, PublishMessage publish) => new()
    {
        Seq = d.State.LastSeq + 1,
        From = publish.From,
        Text = publish.Text,
        StructuredContent = publish.StructuredContent,
        Metadata = publish.Metadata,
        EncodedMetadata = publish.EncodedMetadata,
        Audience = publish.Audience,
        SentAt = d.Now,
        Automatic = publish.From.Role == Role.System,
        ClientMessageId = publish.ClientMessageId,
        Activity = publish.Activity,
        EventName = publish.EventName,
    };

    private static long? Known(Conversation state, PublishMessage publish) =>
        publish.ClientMessageId is { } id ? state.Received.Find(publish.From.Id, id) : null;

    private static Decision Closed(Conversation state) => Deliberation.Refuse(state, RefusalCodes.ConversationClosed,
        $"The conversation '{state.Key.Conversation}' is closed; open a new one.");

    private static Refusal? Fault(PublishMessage publish)
    {
        if (OpeningCheck.Fault(publish.From) is { } fault) return fault;
        if (publish.From.Role is Role.Reader or Role.Controller)
        {
            return OpeningCheck.Refusal(RefusalCodes.InvalidField,
                $"'from.role' is {EventNames.Of(publish.From.Role)}, which says nothing; those who speak are CONSUMER, AGENT, ASSIGNED_AGENT, MANAGER, BOT and SYSTEM.");
        }
        if (!Enum.IsDefined(publish.Audience)) return OpeningCheck.Refusal(RefusalCodes.InvalidField, "'audience' does not exist; give ALL or AGENTS_AND_MANAGERS.");
        if (string.IsNullOrEmpty(publish.Text) && publish.StructuredContent is null && publish.Activity is null && publish.EventName is null)
        {
            return OpeningCheck.Refusal(RefusalCodes.MissingField, "'text' is missing; give 'text' or 'structuredContent'.");
        }
        if (publish is { From.Role: Role.Consumer, Audience: Audience.AgentsAndManagers })
        {
            return OpeningCheck.Refusal(RefusalCodes.InvalidField, "'audience' is AGENTS_AND_MANAGERS; a consumer's message has the audience ALL.");
        }
        return TooLarge("text", publish.Text, TextLimit)
            ?? TooLarge("structuredContent", publish.StructuredContent, ContentLimit)
            ?? TooLarge("metadata", publish.Metadata, ContentLimit)
            ?? TooLarge("activity", publish.Activity, ContentLimit)
            ?? TooLarge("clientMessageId", publish.ClientMessageId, 200)
            ?? EncodedMetadataFault(publish.EncodedMetadata);
    }

    private static Refusal? TooLarge(string field, string? value, int limit) => value is { } text && text.Length > limit
        ? OpeningCheck.Refusal(RefusalCodes.PayloadTooLarge, $"'{field}' has {text.Length} characters; at most {limit} fit.")
        : null;

    private static Refusal? EncodedMetadataFault(string? value) =>
        TooLarge("encodedMetadata", value, EncodedMetadataLimit)
        ?? (value is null || Base64.IsValid(value)
            ? null
            : OpeningCheck.Refusal(RefusalCodes.InvalidField, "'encodedMetadata' is not Base64; encode it, or leave it out."));
}
