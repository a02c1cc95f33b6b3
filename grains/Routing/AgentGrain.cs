using System.Collections.Immutable;
using Conversations.Accounts;
using Microsoft.Extensions.Logging;

namespace Conversations.Routing;

/// <summary>
/// Room is written before it is promised, and given back only when the conversation itself says that it is not the agent's and no
/// reservation can make it so any more. What is stored may therefore show too little room, never too much: giving back is not
/// written at once, for the next activation asks every conversation again.
/// </summary>
internal sealed partial class AgentGrain(
    [PersistentState("agent")] IPersistentState<AgentState> stored, IAccounts accounts, TimeProvider time, ILogger<AgentGrain> log) : Grain, IAgentGrain
{
    internal static readonly TimeSpan ReservationTime = TimeSpan.FromSeconds(30);
    // Clocks of servers differ a little, and what a conversation decides at the last moment takes a while to be on disk.
    internal static readonly TimeSpan Margin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RetryCheck = TimeSpan.FromSeconds(5);

    private RoutingKey _key;
    private IGrainTimer _timer = null!;
    // Conversations that have not been asked since this activation began.
    private ImmutableHashSet<string> _unasked = [];

    private AgentProfile? Profile => accounts.Find(_key.Account)?.Agents.GetValueOrDefault(_key.Id);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _key = RoutingKey.Of(this);
        _unasked = [.. stored.State.Places.Select(p => p.Conversation)];
        _timer = this.RegisterGrainTimer(Check, new GrainTimerCreationOptions(_unasked.IsEmpty ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, Timeout.InfiniteTimeSpan));
        return Task.CompletedTask;
    }

    public Task<AgentView?> Read()
    {
        if (Profile is null) DeactivateOnIdle();
        return Task.FromResult(View());
    }

    public async Task<AgentView?> SetPresence(AgentPresence state)
    {
        if (Profile is null) return await Read();
        if (state != stored.State.Presence)
        {
            await Write(stored.State with { Presence = state });
            OfferRoom();
        }
        return View();
    }

    public Task<DateTimeOffset?> Reserve(string conversation, bool transfer) =>
        Profile is { } profile && stored.State.Takes(transfer) ? Keep(conversation, profile) : Task.FromResult<DateTimeOffset?>(null);

    public async Task Release(string conversation, DateTimeOffset? reservation)
    {
        if (stored.State.Of(conversation) is null) return;
        await Ask(conversation, reservation);
        ArmTimer();
    }

    public async Task<Receipt> Accept(string conversation)
    {
        if (Profile is not { } profile) return Refused(Accepting.UnknownAgent(_key.Id));
        if (stored.State.Presence is AgentPresence.Away) return Refused(Accepting.IsAway(profile));
        var view = await Conversation(conversation).Read();
        if (Accepting.Fault(profile, conversation, view) is { } fault) return Refused(fault);
        if (await Keep(conversation, profile) is not { } until) return Refused(Accepting.HasNoRoom(profile));
        var receipt = await Conversation(conversation).Assign(new() { AgentId = _key.Id, ReservedUntil = until });
        await Settle(conversation, until);
        if (receipt.Refusal is null && view?.SkillId is { } skill) _ = Tell(skill, queue => queue.Enqueue(conversation));
        return receipt;
    }

    // The conversation has answered: that it can't be asked again at once takes nothing back. The reservation runs out by itself.
    private async Task Settle(string conversation, DateTimeOffset until)
    {
        try
        {
            await Ask(conversation, until);
            ArmTimer();
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            LogNotAsked(log, _key.Account, _key.Id, conversation, ReservationTime, fault);
        }
    }

    private async Task<DateTimeOffset?> Keep(string conversation, AgentProfile profile)
    {
        var until = stored.State.Distinct(conversation, time.GetUtcNow() + ReservationTime);
        if (stored.State.Reserve(conversation, until, profile.Capacity) is not { } next) return null;
        await Write(next);
        ArmTimer();
        return until;
    }

    /// <summary>Asks a conversation whether it is the agent's, and gives its room back when it is not.</summary>
    private async Task Ask(string conversation, DateTimeOffset? settled)
    {
        var standing = AgentState.StandingOf(await Conversation(conversation).Read(), _key.Id);
        _unasked = _unasked.Remove(conversation);
        var before = stored.State;
        stored.State = before.Heard(conversation, standing, settled, time.GetUtcNow() - Margin);
        if (stored.State.Places.Length < before.Places.Length) OfferRoom();
    }

    private async Task Write(AgentState next)
    {
        var before = stored.State;
        stored.State = next;
        try
        {
            await stored.WriteStateAsync();
        }
        catch
        {
            // It may be stored or not: the next activation begins with what is.
            stored.State = before;
            DeactivateOnIdle();
            throw;
        }
    }

    private async Task Check(CancellationToken cancellation)
    {
        Caller.System(_key.Account).Enter();
        var expired = time.GetUtcNow() - Margin;
        var failed = false;
        foreach (var place in stored.State.Places)
        {
            if (!_unasked.Contains(place.Conversation) && !place.Reservations.Any(r => r <= expired)) continue;
            try
            {
                await Ask(place.Conversation, null);
            }
            catch (Exception fault) when (fault is not OutOfMemoryException)
            {
                failed = true;
                LogNotAsked(log, _key.Account, _key.Id, place.Conversation, RetryCheck, fault);
            }
        }
        if (failed) _timer.Change(RetryCheck, Timeout.InfiniteTimeSpan);
        else ArmTimer();
    }

    // Derived from the state: when the next reservation has run out for certain.
    private void ArmTimer()
    {
        var now = time.GetUtcNow();
        _timer.Change(TimerWait.Until(_unasked.IsEmpty ? stored.State.NextExpiry() + Margin : now, now), Timeout.InfiniteTimeSpan);
    }

    private void OfferRoom()
    {
        if (!stored.State.Takes(transfer: false) || Profile is not { } profile || stored.State.Places.Length >= profile.Capacity) return;
        foreach (var skill in profile.Skills) _ = Tell(skill, queue => queue.Offer(_key.Id));
    }

    // Nobody waits for it: a queue that does not hear of it looks by itself after a while.
    private async Task Tell(string skill, Func<ISkillQueueGrain, Task> what)
    {
        try
        {
            await what(GrainFactory.GetGrain<ISkillQueueGrain>(RoutingKey.Text(_key.Account, skill)));
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            LogNotTold(log, _key.Account, _key.Id, skill, fault);
        }
    }

    private AgentView? View() => Profile is not { } profile ? null : new AgentView
    {
        Id = profile.Id,
        Nickname = profile.Nickname,
        Skills = profile.Skills,
        State = stored.State.Presence,
        Capacity = profile.Capacity,
        Conversations = [.. stored.State.Places.Select(p => p.Conversation)],
    };

    private IConversationGrain Conversation(string id) => GrainFactory.GetGrain<IConversationGrain>(RoutingKey.Text(_key.Account, id));

    private static Receipt Refused(Refusal refusal) => new() { Refusal = refusal };
}
