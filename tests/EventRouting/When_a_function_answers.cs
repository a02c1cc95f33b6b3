using Conversations.Tests.Conversing;
using Conversations.Tests.Routing;

namespace Conversations.Tests.EventRouting;

/// <summary>What becomes of a function's commands. Source: SEED2, interaction via commands.</summary>
public class When_a_function_answers
{
    private static readonly string NewConversation = MessagingEvents.NewConversation;

    [Fact]
    public void its_message_stands_in_place_of_the_automatic_one()
    {
        var desk = new Desk(null, null, Desk.On(NewConversation));
        desk.Answer(Desk.Message("Hello Ann."));
        Assert.Equal(["Hello Ann."], desk.Said);
    }

    [Fact]
    public void without_a_message_the_automatic_one_is_said()
    {
        var desk = new Desk(null, null, Desk.On(NewConversation));
        desk.Answer();
        Assert.Equal(["Welcome"], desk.Said);
    }

    [Fact]
    public void with_nothing_to_do_nothing_is_said()
    {
        var desk = new Desk(null, null, Desk.On(NewConversation));
        desk.Answer(desk.Asked, new FunctionAnswer { NoOperation = true });
        Assert.Empty(desk.Said);
    }

    [Fact]
    public void a_blank_message_suppresses_the_automatic_one()
    {
        var desk = new Desk(null, null, Desk.On(NewConversation));
        desk.Answer(Desk.Message(" "), Desk.Transfer("sales"));
        Assert.Equal(["Transferred"], desk.Said);
        Assert.Equal("sales", desk.State.SkillId);
    }

    [Fact]
    public void after_its_last_try_failed_it_is_as_if_there_were_none()
    {
        var desk = new Desk(null, null, Desk.On(NewConversation));
        desk.Fail(desk.Asked);
        Assert.Equal(["Welcome"], desk.Said);
    }

    [Fact]
    public void message_transfer_and_close_are_applied_in_this_order_whatever_the_order_of_the_array()
    {
        var desk = new Desk(null, null, Desk.On(NewConversation));
        var before = desk.Talk.Events.Count;
        desk.Answer(Desk.Close, Desk.Transfer("sales"), Desk.Message("Goodbye."));
        Type[] expected = [typeof(MessagePublished), typeof(Transferred), typeof(ConversationClosed)];
        Assert.Equal(expected, desk.Talk.Events.Skip(before).Select(e => e.GetType()).Where(expected.Contains).Distinct());
        Assert.Equal(CloseReason.System, desk.State.CloseReason);
    }

    [Fact]
    public void only_the_first_command_of_a_type_counts()
    {
        var desk = new Desk(null, null, Desk.On(NewConversation));
        desk.Answer(Desk.Message("One."), Desk.Transfer("sales"), Desk.Message("Two."), Desk.Transfer("robots"));
        Assert.Equal(["One.", "Transferred"], desk.Said);
        Assert.Equal("sales", desk.State.SkillId);
    }

    [Fact]
    public void a_transfer_to_an_agent_is_proposed_to_them()
    {
        var desk = new Desk(null, null, Desk.On(NewConversation));
        desk.Answer(Desk.Transfer(agent: "cora"));
        Assert.Equal("cora", desk.Service.Proposed?.AgentId);
        Assert.Equal("sales", desk.State.SkillId);
        Assert.Contains(desk.State.Participants, p => p is { Id: "cora", Role: Role.AssignedAgent, State: ParticipantState.Suggested });
    }

    [Fact]
    public void the_same_answer_a_second_time_changes_nothing()
    {
        var desk = new Desk(null, null, Desk.On(NewConversation));
        var notice = desk.Asked;
        desk.Answer(Desk.Message("Once."), Desk.Transfer("sales"));
        var version = desk.State.Version;
        Assert.True(desk.Answer(notice, new FunctionAnswer { Commands = [Desk.Message("Once."), Desk.Transfer("robots")] }).Repeated);
        Assert.Equal(version, desk.State.Version);
    }

    [Fact]
    public void in_a_closed_conversation_it_is_recorded_and_refused()
    {
        var desk = new Desk(null, null, Desk.On(NewConversation));
        var notice = desk.Asked;
        desk.Talk.Tell(new CloseConversation { By = CloseReason.Consumer });
        desk.Answer(notice, new FunctionAnswer { Commands = [Desk.Message("Too late.")] });
        Assert.Equal(RefusalCodes.ConversationClosed, desk.Talk.Events.OfType<EffectSettled>().Last().Refused);
        Assert.Empty(desk.Said);
    }

    [Fact]
    public void its_transfer_is_refused_when_an_agent_took_over_meanwhile_but_its_message_is_said()
    {
        var desk = new Desk(null, null, Desk.On(NewConversation));
        var notice = desk.Asked;
        desk.Assign();
        desk.Answer(notice, new FunctionAnswer { Commands = [Desk.Message("Welcome back."), Desk.Transfer("sales")] });
        Assert.Equal([RefusalCodes.MovedOn], desk.Refused);
        Assert.Equal(["Welcome back.", "AgentAccepts"], desk.Said);
        Assert.Equal("anna", desk.Service.AgentId);
    }

    [Fact]
    public void what_it_says_about_a_silence_is_refused_once_the_silence_is_over()
    {
        var desk = new Desk(Desk.Rules() with { ConsumerIdle = new(1, "minutes") }, null, Desk.On(MessagingEvents.ConsumerIdle));
        desk.Assign();
        desk.AgentSays("Which order?");
        desk.At(TimeSpan.FromMinutes(1));
        var notice = desk.Asked;
        desk.Talk.Say("Number seven.");
        desk.Answer(notice, new FunctionAnswer { Commands = [Desk.Message("Are you still there?"), Desk.Close] });
        Assert.Equal(["no_longer_idle", "no_longer_idle"], desk.Refused);
        Assert.True(desk.State.IsOpen);
        Assert.DoesNotContain("Are you still there?", desk.Said);
    }

    [Fact]
    public void what_later_events_say_waits_behind_it()
    {
        var desk = new Desk(null, null, Desk.On(NewConversation));
        desk.Assign();
        desk.Talk.Tell(new AddParticipant { Participant = new Participant { Id = "max", Role = Role.Manager } });
        Assert.Empty(desk.Said);
        desk.Answer(Desk.Message("Hello."));
        Assert.Equal(["Hello.", "AgentAccepts", "AgentJoined"], desk.Said);
    }

    [Fact]
    public void an_unknown_skill_is_refused_with_its_reason_and_the_rest_is_done()
    {
        var desk = new Desk(null, null, Desk.On(NewConversation));
        desk.Answer(Desk.Message("Hello."), Desk.Transfer("nowhere"));
        Assert.Equal([RefusalCodes.UnknownSkill], desk.Refused);
        Assert.Equal(["Hello."], desk.Said);
    }

    [Fact]
    public void that_is_no_command_the_record_says_so()
    {
        var desk = new Desk(null, null, Desk.On(NewConversation));
        desk.Answer(desk.Asked, new FunctionAnswer { Refused = [new Refusal { Code = RefusalCodes.InvalidField, Detail = "'type' is 'explode'." }] });
        Assert.Equal([RefusalCodes.InvalidField], desk.Refused);
        Assert.Equal(["Welcome"], desk.Said);
    }

    [Fact]
    public void functions_that_move_a_conversation_round_and_round_are_stopped_with_an_explanation()
    {
        var desk = new Desk(null, null, new Conversations.Functions.FunctionRoute("carousel", MessagingEvents.ConversationRouting, []));
        desk.Apply(Desk.Transfer("sales"));
        for (var i = 0; i < 11; i++)
        {
            desk.Answer(desk.Asked, new FunctionAnswer { Function = "carousel", Commands = [Desk.Transfer(i % 2 == 0 ? "support" : "sales")] });
        }
        var refused = desk.Talk.Events.OfType<CommandRefused>().Single();
        Assert.Equal(RefusalCodes.Loop, refused.Reason);
        Assert.Contains("carousel → carousel", refused.Detail);
        Assert.Empty(desk.State.Effects.OfType<EventNotice>());
        desk.Talk.Say("Hello?");
        Assert.Empty(desk.Service.Movers);
    }

    [Fact]
    public void commands_of_the_api_are_all_done_or_none()
    {
        var desk = new Desk();
        Assert.Equal(RefusalCodes.UnknownSkill, desk.Apply(Desk.Message("Hello."), Desk.Transfer("nowhere")).Refusal?.Code);
        Assert.Equal(["Welcome"], desk.Said);
        Assert.Null(desk.Apply(Desk.Close, Desk.Message("Goodbye.")).Refusal);
        Assert.Equal(["Welcome", "Goodbye."], desk.Said);
        Assert.False(desk.State.IsOpen);
    }

    [Fact]
    public void commands_of_the_api_with_an_id_are_done_once()
    {
        var desk = new Desk();
        var apply = new ApplyCommands { Commands = [Desk.Transfer("sales")], CommandId = "c-1" };
        Assert.False(desk.Talk.Tell(apply).Repeated);
        Assert.True(desk.Talk.Tell(apply).Repeated);
        Assert.Single(desk.Talk.Events.OfType<Transferred>());
    }
}
