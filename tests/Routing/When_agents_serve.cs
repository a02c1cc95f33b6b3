using Conversations.Routing;
using Conversations.Tests.Conversing;

namespace Conversations.Tests.Routing;

public class When_agents_serve
{
    [Fact]
    public void a_conversation_for_a_skill_waits_in_its_queue_which_is_told()
    {
        var desk = new Desk();
        Assert.Equal(Talk.Nine, desk.Service.QueuedSince);
        Assert.Equal("support", desk.State.Effects.OfType<QueueNotice>().Single().SkillId);
        Assert.Equal(Talk.Nine.AddHours(1), desk.Service.EffectiveTtr);
    }

    [Fact]
    public void a_skill_may_be_served_by_a_bot()
    {
        var desk = new Desk(open: Desk.Open("robots"));
        Assert.Equal("helper", desk.State.Bot);
        Assert.Null(desk.Service.QueuedSince);
    }

    [Fact]
    public void the_one_who_is_assigned_first_has_it()
    {
        var desk = new Desk();
        Assert.Null(desk.Assign("anna", "support").Refusal);
        Assert.Equal(RefusalCodes.AlreadyAssigned, desk.Assign("bob").Refusal?.Code);
        Assert.True(desk.Assign("anna").Repeated);
        Assert.Contains(desk.State.Participants, p => p is { Id: "anna", Role: Role.AssignedAgent, Name: "Anna", State: ParticipantState.Active });
    }

    [Fact]
    public void a_queue_can_not_assign_what_waits_elsewhere()
    {
        var desk = new Desk();
        Assert.Equal(RefusalCodes.NotWaiting, desk.Assign("cora", "sales").Refusal?.Code);
        desk.Apply(Desk.Transfer("sales"));
        Assert.Equal(RefusalCodes.NotWaiting, desk.Assign("anna", "support").Refusal?.Code);
    }

    [Fact]
    public void room_that_was_given_up_is_not_taken()
    {
        var desk = new Desk();
        var late = desk.Talk.Tell(new AssignAgent { AgentId = "anna", ReservedUntil = desk.Talk.Now });
        Assert.Equal(RefusalCodes.AgentUnavailable, late.Refusal?.Code);
    }

    [Fact]
    public void an_agent_takes_over_from_a_bot()
    {
        var desk = new Desk(open: Desk.Open(null));
        Assert.Equal("helper", desk.State.Bot);
        Assert.Null(desk.Assign().Refusal);
        Assert.Null(desk.State.Bot);
        Assert.DoesNotContain(desk.State.Participants, p => p.Role == Role.Bot);
    }

    [Fact]
    public void a_transfer_takes_the_agent_off_whose_room_is_free_again()
    {
        var desk = new Desk();
        desk.Assign();
        desk.Apply(Desk.Transfer("sales"));
        Assert.Null(desk.Service.AgentId);
        Assert.Equal("anna", desk.State.Effects.OfType<AgentRelease>().Single().AgentId);
        Assert.Equal("sales", desk.State.Effects.OfType<QueueNotice>().Last().SkillId);
    }

    [Fact]
    public void a_proposed_agent_without_room_leaves_it_to_the_skill()
    {
        var desk = new Desk();
        desk.Apply(Desk.Transfer("sales", "cora"));
        var proposal = desk.State.Effects.OfType<AgentProposal>().Single();
        desk.Talk.Tell(new SettleEffect { Key = proposal.Key, Outcome = new EffectOutcome { Succeeded = false, Error = RefusalCodes.AgentUnavailable } });
        Assert.Null(desk.Service.Proposed);
        Assert.NotNull(desk.Service.QueuedSince);
        Assert.Equal("unavailable", desk.Talk.Events.OfType<ProposalEnded>().Single().Reason);
    }

    [Fact]
    public void a_proposed_agent_who_does_not_accept_in_time_leaves_it_to_the_skill()
    {
        var desk = new Desk();
        desk.Apply(Desk.Transfer("sales", "cora"));
        desk.At(TimeSpan.FromSeconds(71.9));
        Assert.NotNull(desk.Service.Proposed);
        desk.At(TimeSpan.FromSeconds(72));
        Assert.Equal("expired", desk.Talk.Events.OfType<ProposalEnded>().Single().Reason);
        Assert.Contains(desk.State.Effects.OfType<AgentRelease>(), r => r.AgentId == "cora");
    }

    [Fact]
    public void only_the_proposed_agent_can_accept()
    {
        var desk = new Desk();
        desk.Apply(Desk.Transfer("sales", "cora"));
        Assert.Equal(RefusalCodes.AlreadyAssigned, desk.Assign("bob").Refusal?.Code);
        Assert.Null(desk.Assign("cora").Refusal);
        Assert.Null(desk.Service.Proposed);
        Assert.Equal("cora", desk.Service.AgentId);
    }

    [Fact]
    public void an_unknown_proposed_agent_is_passed_over_when_a_skill_is_given()
    {
        var desk = new Desk();
        Assert.Null(desk.Apply(Desk.Transfer("sales", "nobody")).Refusal);
        Assert.NotNull(desk.Service.QueuedSince);
        Assert.Equal(RefusalCodes.UnknownAgent, desk.Apply(Desk.Transfer(agent: "nobody")).Refusal?.Code);
    }

    [Fact]
    public void what_was_given_back_waits_anew()
    {
        var desk = new Desk();
        desk.Assign();
        desk.At(TimeSpan.FromMinutes(5));
        Assert.Null(desk.Talk.Tell(new ReturnToQueue()).Refusal);
        Assert.Equal(Talk.Nine.AddMinutes(5), desk.Service.QueuedSince);
        Assert.Equal(Talk.Nine.AddMinutes(5), desk.Service.BackToQueueAt);
        Assert.Equal(RefusalCodes.NotWaiting, desk.Talk.Tell(new ReturnToQueue()).Refusal?.Code);
    }

    [Theory]
    [InlineData((TtrType)9, null, RefusalCodes.InvalidField)]
    [InlineData(TtrType.Unspecified, null, RefusalCodes.MissingField)]
    [InlineData(TtrType.Custom, null, RefusalCodes.MissingField)]
    [InlineData(TtrType.Custom, 0L, RefusalCodes.InvalidField)]
    public void a_response_time_that_does_not_exist_changes_nothing(TtrType type, long? value, string code)
    {
        var desk = new Desk();
        var before = desk.State;
        Assert.Equal(code, desk.Talk.Tell(new ChangeTtr { TtrType = type, Value = value }).Refusal?.Code);
        Assert.Same(before, desk.State);
    }

    [Fact]
    public void the_assigned_agent_is_not_simply_removed()
    {
        var desk = new Desk();
        desk.Assign();
        Assert.Equal(RefusalCodes.InvalidField, desk.Talk.Tell(new RemoveParticipant { ParticipantId = "anna" }).Refusal?.Code);
    }

    [Fact]
    public void closing_frees_the_agents_room()
    {
        var desk = new Desk();
        desk.Assign();
        desk.Talk.Tell(new CloseConversation { By = CloseReason.Agent });
        Assert.Equal("anna", desk.State.Effects.OfType<AgentRelease>().Single().AgentId);
    }

    [Fact]
    public void off_shift_the_deadline_counts_from_the_next_shift()
    {
        var desk = new Desk(Desk.Rules() with { Hours = Desk.NineToFive }, Desk.Open());
        desk.Assign();
        desk.AgentSays("Hello.");
        desk.At(TimeSpan.FromHours(12));
        desk.Talk.Say("One more thing.");
        Assert.Equal(Talk.Nine.AddDays(1).AddHours(1), desk.Service.EffectiveTtr);
    }

    [Fact]
    public void automatic_messages_change_neither_deadline_nor_turn_nor_auto_close()
    {
        var desk = new Desk(Desk.Rules() with { ConsumerIdle = new IdleTimer(10, "minutes"), AutoClose = TimeSpan.FromHours(1) });
        desk.Assign();
        desk.AgentSays("Which order?");
        desk.At(TimeSpan.FromMinutes(10));
        Assert.Contains("ConsumerNonResponsive", desk.Said);
        Assert.Null(desk.Service.EffectiveTtr);
        Assert.Null(desk.Service.UnansweredSince);
        desk.At(TimeSpan.FromHours(1));
        Assert.Equal(CloseReason.Timeout, desk.State.CloseReason);
    }

    [Theory, InlineData(47, true, 0), InlineData(47, false, 1), InlineData(49, true, 1), InlineData(49, false, 1)]
    public void soon_after_an_automatic_close_an_authenticated_consumer_raises_no_event(int hours, bool authenticated, int events)
    {
        var open = Desk.Open(autoClosed: Talk.Nine.AddHours(-hours), authenticated: authenticated);
        var desk = new Desk(null, open, Desk.On(MessagingEvents.NewConversation));
        Assert.Equal(events, desk.Talk.Events.OfType<EventRaised>().Count());
        Assert.Equal(hours == 49 ? ["Welcome"] : [], desk.Talk.Events.OfType<EventRaised>().Select(e => e.Message).OfType<string>());
    }
}
