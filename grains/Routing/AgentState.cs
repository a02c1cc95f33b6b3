using System.Collections.Immutable;
using Conversations.Storage;

namespace Conversations.Routing;

/// <summary>What is kept of an agent. Pure: the rules of who has room are here.</summary>
internal sealed record AgentState : StoredState
{
    /// <summary>More attempts at one conversation at once are refused.</summary>
    internal const int MostReservations = 8;

    public AgentPresence Presence { get; init; }
    /// <summary>The conversations that take up room.</summary>
    public ImmutableArray<Place> Places { get; init; } = [];

    public Place? Of(string conversation) => Places.FirstOrDefault(p => p.Conversation == conversation);

    /// <summary>Whether conversations are taken that are not the agent's own choice, <paramref name="transfer"/>: sent to this very agent.</summary>
    public bool Takes(bool transfer) => Presence is AgentPresence.Online || (transfer && Presence is AgentPresence.Occupied);

    /// <summary>With a further reservation; null when there is no room.</summary>
    public AgentState? Reserve(string conversation, DateTimeOffset until, int capacity)
    {
        if (Of(conversation) is not { } place)
        {
            return Places.Length < capacity
                ? this with { Places = Places.Add(new() { Conversation = conversation, Reservations = [until] }) }
                : null;
        }
        return place.Reservations.Length < MostReservations
            ? With(place, place with { Reservations = place.Reservations.Add(until) })
            : null;
    }

    /// <summary>A time for a new reservation that none of this conversation has: the time says which reservation it is.</summary>
    public DateTimeOffset Distinct(string conversation, DateTimeOffset until) =>
        Of(conversation) is { Reservations: [.., var last] } && last >= until ? last.AddTicks(1) : until;

    /// <summary>With what a conversation said of itself.</summary>
    /// <param name="conversation">Which.</param>
    /// <param name="standing">Whether it is the agent's.</param>
    /// <param name="settled">A reservation that can't lead to an assignment any more; null for none.</param>
    /// <param name="expired">Reservations until this time or earlier can't either.</param>
    public AgentState Heard(string conversation, Standing standing, DateTimeOffset? settled, DateTimeOffset expired)
    {
        if (Of(conversation) is not { } place) return this;
        var open = standing is Standing.Over ? [] : place.Reservations.RemoveAll(r => r == settled || r <= expired);
        return standing is Standing.Theirs || open.Length > 0
            ? With(place, place with { IsTheirs = standing is Standing.Theirs, Reservations = open })
            : this with { Places = Places.Remove(place) };
    }

    /// <summary>When the next reservation runs out; null when there is none.</summary>
    public DateTimeOffset? NextExpiry() => Places.SelectMany(p => p.Reservations).Min(r => (DateTimeOffset?)r);

    /// <summary>What a conversation is to an agent, by what it says of itself.</summary>
    public static Standing StandingOf(ConversationView? view, string agent) =>
        view?.State is ConversationState.Close ? Standing.Over
        : view is not null && (view.AssignedAgentId == agent || view.ProposedAgentId == agent) ? Standing.Theirs
        : Standing.Others;

    private AgentState With(Place place, Place next) => this with { Places = Places.Replace(place, next) };
}

/// <summary>The room that one conversation takes up.</summary>
internal sealed record Place : StoredState
{
    public required string Conversation { get; init; }
    /// <summary>The conversation said that it is assigned or proposed to the agent. Until it says otherwise it keeps its room.</summary>
    public bool IsTheirs { get; init; }
    /// <summary>Until when it may still be assigned, once for each open attempt at it; oldest first.</summary>
    public ImmutableArray<DateTimeOffset> Reservations { get; init; } = [];
}

/// <summary>What a conversation is to an agent.</summary>
internal enum Standing
{
    /// <summary>Neither assigned nor proposed to them.</summary>
    Others,
    Theirs,
    /// <summary>Closed: it will never be anybody's again.</summary>
    Over,
}
