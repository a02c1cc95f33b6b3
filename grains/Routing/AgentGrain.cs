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
        if (Profile is not { } profile) return Refuse(RefusalCodes.UnknownAgent, $"The account has no agent '{_key.Id}'; GET agents lists them.");
        if (stored.State.Presence is AgentPresence.Away)
        {
            return Refuse(RefusalCodes.AgentUnavailable, $"The agent '{_key.Id}' is AWAY; set the presence to ONLINE or OCCUPIED first.");
        }
        var view = await Conversation(conversation).Read();
        if (Fault(profile, conversation, view) is { } fault) return new Receipt { Refusal = fault };
        if (await Keep(conversation, profile) is not { } until)
        {
            return Refuse(RefusalCodes.AgentUnavailable, $"The agent '{_key.Id}' has as many conversations as fit ({profile.Capacity}); close or hand over one first.");
        }
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

    private Refusal? Fault(AgentProfile profile, string conversation, ConversationView? view) => view switch
    {
        null => new() { Code = RefusalCodes.UnknownConversation, Detail = $"There is no conversation '{conversation}' in this account; list them with GET conversations." },
        { State: ConversationState.Open, Bot: null, SkillId: { } skill } when view.ProposedAgentId != _key.Id && view.AssignedAgentId != _key.Id && !profile.Skills.Contains(skill) =>
            new() { Code = RefusalCodes.InvalidField, Detail = $"'agentId' is '{_key.Id}', who does not have the skill '{skill}' of this conversation; transfer it to the agent instead." },
        _ => null,
    };

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
        var standing = StandingOf(await Conversation(conversation).Read());
        _unasked = _unasked.Remove(conversation);
        var before = stored.State;
        stored.State = before.Heard(conversation, standing, settled, time.GetUtcNow() - Margin);
        if (stored.State.Places.Length < before.Places.Length) OfferRoom();
    }

    private Standing StandingOf(ConversationView? view) =>
        view?.State is ConversationState.Close ? Standing.Over
        : view is not null && (view.AssignedAgentId == _key.Id || view.ProposedAgentId == _key.Id) ? Standing.Theirs
        : Standing.Others;

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
        var open = stored.State.Places.SelectMany(p => p.Reservations).DefaultIfEmpty(DateTimeOffset.MaxValue).Min();
        var wait = !_unasked.IsEmpty ? TimeSpan.Zero
            : open == DateTimeOffset.MaxValue ? Timeout.InfiniteTimeSpan
            : open + Margin - time.GetUtcNow() is var left && left > TimeSpan.Zero ? TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds))
            : TimeSpan.Zero;
        _timer.Change(wait, Timeout.InfiniteTimeSpan);
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

    private static Receipt Refuse(string code, string detail) => new() { Refusal = new() { Code = code, Detail = detail } };

    [LoggerMessage(Level = LogLevel.Warning, Message = "Agent {Account}/{Agent}: conversation {Conversation} could not be asked whether it is theirs and keeps its room; asked again after {Pause}.")]
    private static partial void LogNotAsked(ILogger logger, string account, string agent, string conversation, TimeSpan pause, Exception fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Agent {Account}/{Agent}: the queue of {Skill} could not be told of a change; it looks by itself soon.")]
    private static partial void LogNotTold(ILogger logger, string account, string agent, string skill, Exception fault);
}
