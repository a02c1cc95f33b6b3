using Conversations.AutomaticMessages;
using Conversations.Routing;
using Conversations.Tests.Conversing;

namespace Conversations.Tests.Routing;

/// <summary>The idle clocks and their restarts. Source: SEED2 and the guide of automatic messages.</summary>
public class When_somebody_is_idle
{
    private static readonly ServiceRules Rules = Desk.Rules(Enum.GetValues<AutomaticMessageKind>().Except([
        AutomaticMessageKind.AgentNonResponsive, AutomaticMessageKind.ConsumerNonResponsive, AutomaticMessageKind.WaitingInQueue]).ToArray()) with
    {
        AgentIdle = new IdleTimer(30, "minutes"), ConsumerIdle = new IdleTimer(40, "minutes"), QueueIdle = new IdleTimer(20, "minutes"),
    };

    [Fact]
    public void the_agents_clock_runs_from_the_assignment_even_when_the_consumer_wrote_nothing()
    {
        var desk = new Desk(Rules);
        desk.At(Minutes(5)).Assign();
        Assert.Equal([("agentIdle", 35)], Timers(desk));
        desk.At(Minutes(35));
        Assert.Equal(["AgentNonResponsive"], desk.Said);
        Assert.Empty(Timers(desk));
    }

    [Fact]
    public void the_agents_clock_runs_from_the_first_line_since_the_agents_last_and_not_from_later_ones()
    {
        var desk = new Desk(Rules);
        desk.Assign();
        desk.At(Minutes(1)).AgentSays("Hello.");
        desk.At(Minutes(2)).Talk.Say("Hi.");
        desk.At(Minutes(9)).Talk.Say("Are you there?");
        Assert.Equal([("agentIdle", 32)], Timers(desk));
        desk.At(Minutes(20)).AgentSays("Yes.");
        Assert.Equal([("consumerIdle", 60)], Timers(desk));
    }

    [Fact]
    public void each_new_assignment_restarts_the_agents_clock()
    {
        var desk = new Desk(Rules);
        desk.Assign();
        desk.At(Minutes(10)).Talk.Tell(new ReturnToQueue());
        desk.At(Minutes(15)).Assign("bob");
        Assert.Equal([("agentIdle", 45)], Timers(desk));
    }

    [Fact]
    public void the_queues_clock_starts_anew_with_each_queue_and_ends_with_the_assignment()
    {
        var desk = new Desk(Rules);
        Assert.Equal([("queueIdle", 20)], Timers(desk));
        desk.At(Minutes(10)).Apply(Desk.Transfer("sales"));
        Assert.Equal([("queueIdle", 30)], Timers(desk));
        desk.At(Minutes(30));
        Assert.Equal(["WaitingInQueue"], desk.Said);
        desk.Assign("cora");
        Assert.Equal([("agentIdle", 60)], Timers(desk));
    }

    [Fact]
    public void the_consumers_clock_restarts_with_each_line_of_the_agent_and_not_with_a_transfer()
    {
        var desk = new Desk(Rules);
        desk.Assign();
        desk.At(Minutes(1)).AgentSays("Which order?");
        desk.At(Minutes(5)).AgentSays("Ann?");
        desk.At(Minutes(10)).Apply(Desk.Transfer("sales"));
        Assert.Contains(("consumerIdle", 45), Timers(desk));
        desk.At(Minutes(45));
        Assert.Equal(["WaitingInQueue", "ConsumerNonResponsive"], desk.Said);
    }

    [Fact]
    public void while_nobody_is_assigned_the_consumers_clock_can_be_switched_off()
    {
        var desk = new Desk(Rules with { ConsumerIdleWhileUnassigned = false });
        desk.Assign();
        desk.AgentSays("Which order?");
        desk.Apply(Desk.Transfer("sales"));
        Assert.DoesNotContain(Timers(desk), t => t.Kind == "consumerIdle");
    }

    [Fact]
    public void a_private_note_answers_nobody()
    {
        var desk = new Desk(Rules);
        desk.Assign();
        desk.AgentSays("Hello.");
        desk.At(Minutes(2)).Talk.Say("Hi.");
        desk.Talk.Tell(new PublishMessage { From = new Participant { Id = "anna", Role = Role.Agent }, Text = "Who knows?", Audience = Audience.AgentsAndManagers });
        Assert.Equal([("agentIdle", 32)], Timers(desk));
    }

    [Fact]
    public void off_hours_the_clocks_of_agents_and_queues_stand_still()
    {
        var desk = new Desk(Rules with { Hours = Desk.NineToFive });
        desk.At(Minutes(7 * 60 + 50)).Assign();
        // Ten minutes are left of this shift, twenty come from the next.
        Assert.Equal([("agentIdle", (24 * 60) + 20)], Timers(desk));
    }

    [Fact]
    public void a_clock_repeats_as_often_as_it_may()
    {
        var desk = new Desk(Rules with { QueueIdle = new IdleTimer(20, "minutes", Repeat: 2) });
        desk.At(Minutes(500));
        Assert.Equal(3, desk.Said.Count());
        Assert.Equal([20d, 40d, 60d], desk.Talk.Messages.Select(m => (m.SentAt - Talk.Nine).TotalMinutes));
    }

    [Fact]
    public void clocks_that_ran_out_while_the_server_was_down_ring_once_when_it_is_back()
    {
        var desk = new Desk(Rules);
        desk.Talk.Asleep(Minutes(300).TotalSeconds).Tell(TimePassed.Instance);
        Assert.Equal(["WaitingInQueue"], desk.Said);
    }

    [Fact]
    public void it_closes_by_itself_only_while_the_consumer_is_awaited_and_no_time_was_set_by_hand()
    {
        var rules = ServiceRules.Default with { AutoClose = TimeSpan.FromMinutes(30) };
        var desk = new Desk(rules);
        desk.Assign();
        desk.AgentSays("Which order?");
        desk.At(Minutes(10)).Talk.Say("Seven.");
        Assert.Empty(Timers(desk));
        desk.At(Minutes(20)).AgentSays("Thank you.");
        Assert.Equal([("autoClose", 50)], Timers(desk));
        desk.Talk.Tell(new ChangeTtr { TtrType = TtrType.Custom, Value = 3_600 });
        Assert.Empty(Timers(desk));
    }

    [Fact]
    public void it_closes_by_itself_when_nobody_ever_wrote_after_the_answer_that_was_promised()
    {
        var desk = new Desk(ServiceRules.Default with { AutoClose = TimeSpan.FromMinutes(30) });
        Assert.Equal([("autoClose", 90)], Timers(desk));
        desk.At(Minutes(90));
        Assert.Equal(CloseReason.Timeout, desk.State.CloseReason);
    }

    [Fact]
    public void what_comes_to_one_that_should_have_closed_by_itself_is_refused()
    {
        var desk = new Desk(ServiceRules.Default with { AutoClose = TimeSpan.FromMinutes(30) });
        desk.Talk.Asleep(Minutes(200).TotalSeconds);
        ConversationCommand[] late =
        [
            new ChangeTtr { TtrType = TtrType.Urgent }, new StepUpConsumer { Consumer = new Consumer { Id = "ann-smith" } },
            new AddParticipant { Participant = new Participant { Id = "max", Role = Role.Manager } }, new RemoveParticipant { ParticipantId = "max" },
            new ApplyCommands { Commands = [Desk.Close] },
        ];
        Assert.All(late, command => Assert.Equal(RefusalCodes.ConversationClosed, desk.Talk.Tell(command).Refusal?.Code));
        Assert.True(desk.State.IsOpen);
        desk.Talk.Tell(TimePassed.Instance);
        Assert.Equal(CloseReason.Timeout, desk.State.CloseReason);
    }

    private static TimeSpan Minutes(double minutes) => TimeSpan.FromMinutes(minutes);

    private static IEnumerable<(string Kind, int Minute)> Timers(Desk desk) =>
        Clocks.Timers(desk.State, desk.Talk.Served).Select(t => (t.Kind, (int)(t.DueAt - Talk.Nine).TotalMinutes));
}
