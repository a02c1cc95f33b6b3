using System.Collections.Immutable;
using Conversations.AutomaticMessages;
using Conversations.EventRouting;
using Conversations.Functions;

namespace Conversations;

/// <summary>
/// Events that have an automatic message or a function, one after the other. Without functions a message is said at once; with one
/// it waits for the answer, and what is said about later events waits behind it: nothing comes out of order.
/// </summary>
internal static class EventLane
{
    // A function that answers slowly for long must not make a conversation heavy; from here on events go without functions.
    private const int MostWaiting = 100;

    /// <summary>Something happened that may have an automatic message and functions; <paramref name="agent"/> is whom it is about.</summary>
    public static void Raise(Deliberation d, ConversationEventType type, AutomaticMessageKind? kind, EventGroup? group = null, Participant? agent = null)
    {
        var message = kind is { } which ? MessageChoice.For(d, which, agent) : null;
        var route = d.State.Lane.Length < MostWaiting ? RouteOf(d, type) : null;
        if (route is null && message is null) return;
        if (route is null && d.State.Lane.IsEmpty)
        {
            Say(d, message!.Text);
            return;
        }
        d.Raise(new EventRaised
        {
            At = d.Now,
            Type = type,
            Message = message?.Text,
            MessageUntil = message?.Until,
            Notice = route is null ? null : new EventNotice
            {
                Key = d.NextEffectKey,
                StartedAt = d.Now,
                Type = type,
                MessagingEvent = route.Event,
                SkillId = d.State.SkillId,
                Payload = EventPayload.Of(d, type, group),
                Epoch = d.State.Service.Epoch,
            },
        });
        Continue(d);
    }

    /// <summary>Deals with the events that nobody is asked about, until one that functions are asked about.</summary>
    public static void Continue(Deliberation d)
    {
        while (d.State.Lane is [{ Notice: null } head, ..])
        {
            d.Raise(new EventHandled { At = d.Now });
            SayDefault(d, head);
        }
    }

    /// <summary>Says the automatic message of an event, unless its time is over or the conversation is.</summary>
    public static void SayDefault(Deliberation d, PendingEvent pending)
    {
        if (pending.Message is { } text && d.State.IsOpen && !(d.Now >= pending.MessageUntil)) Say(d, text);
    }

    public static void Say(Deliberation d, string text) => d.Say(new Message
    {
        Seq = d.State.LastSeq + 1,
        From = new Participant { Id = "system", Role = Role.System },
        Text = text,
        SentAt = d.Now,
        Automatic = true,
    });

    public static Conversation Add(Conversation state, EventRaised e)
    {
        var next = state with { Lane = state.Lane.Add(new PendingEvent(e.Type, e.Message, e.MessageUntil, e.Notice)) };
        return e.Notice is not { } notice ? next : next with
        {
            LastEffect = state.LastEffect + 1, Effects = state.Lane.IsEmpty ? state.Effects.Add(notice) : state.Effects,
        };
    }

    /// <summary>The first event is dealt with; functions are asked about the next.</summary>
    public static Conversation Pop(Conversation state)
    {
        var lane = state.Lane.RemoveAt(0);
        return state with { Lane = lane, Effects = lane is [{ Notice: { } notice }, ..] ? state.Effects.Add(notice) : state.Effects };
    }

    public static bool IsHead(Conversation state, string key) => state.Lane is [{ Notice: { } notice }, ..] && notice.Key == key;

    private static FunctionRoute? RouteOf(Deliberation d, ConversationEventType type)
    {
        var routes = d.Account.FunctionRoutes;
        if (routes.IsEmpty) return null;
        foreach (var messagingEvent in MessagingEvents.Of(type))
        {
            foreach (var route in routes)
            {
                if (route.Event == messagingEvent && route.Serves(d.State.SkillId)) return route;
            }
        }
        return null;
    }
}
