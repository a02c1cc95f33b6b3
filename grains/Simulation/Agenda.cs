using System.Diagnostics.CodeAnalysis;

namespace Conversations.Simulation;

/// <summary>What is on its way to a conversation.</summary>
internal abstract record Arrival(string Conversation);

/// <summary>The outcome of an effect comes back.</summary>
internal sealed record ResultArrival(string Conversation, string Key, EffectOutcome Outcome) : Arrival(Conversation);

/// <summary>A message of a flow is to be handed to its chat instance.</summary>
internal sealed record DeliveryArrival(string Conversation, ChatInstanceMessage Message) : Arrival(Conversation);

/// <summary>A third-party bot posts something.</summary>
internal sealed record HearArrival(string Conversation, HearBot Heard) : Arrival(Conversation);

/// <summary>What is on its way, earliest first; at the same instant in the order it was sent.</summary>
internal sealed class Agenda
{
    private readonly PriorityQueue<Arrival, (DateTimeOffset At, long Order)> _arrivals = new();
    private long _order;

    public DateTimeOffset? NextAt => _arrivals.TryPeek(out _, out var due) ? due.At : null;

    public void Add(DateTimeOffset at, Arrival arrival) => _arrivals.Enqueue(arrival, (at, _order++));

    public bool TryTake(DateTimeOffset now, [NotNullWhen(true)] out Arrival? arrival)
    {
        arrival = NextAt <= now ? _arrivals.Dequeue() : null;
        return arrival is not null;
    }

    public void Clear() => _arrivals.Clear();
}
