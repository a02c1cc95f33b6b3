using System.Text.Json;
using Conversations.AutomaticMessages;
using Conversations.EventRouting;
using Conversations.Routing;
using Conversations.Tests.Routing;
using static Conversations.ConversationEventType;

namespace Conversations.Tests.EventRouting;

/// <summary>Every event type of SEED2, and those that its table leaves out: event, messaging event, payload, automatic message, function, command.</summary>
public class Every_event_type
{
    private sealed record Row(
        ConversationEventType Type, string MessagingEvent, string? Group, AutomaticMessageKind? Message, Func<ConversationEventType, FunctionRouteSet, Desk> Happens);

    private sealed record FunctionRouteSet(params Conversations.Functions.FunctionRoute[] Routes)
    {
        /// <summary>Whose automatic messages are switched off.</summary>
        public AutomaticMessageKind[] Silent { get; init; } = [];
    }

    private static readonly ServiceRules Idle = Desk.Rules() with
    {
        AgentIdle = new IdleTimer(30, "minutes"), ConsumerIdle = new IdleTimer(40, "minutes"), QueueIdle = new IdleTimer(20, "minutes"), AutoClose = TimeSpan.FromHours(3),
    };

    private static readonly ServiceRules OffShift = Idle with
    {
        Hours = Desk.NineToFive with { Shifts = [.. Desk.NineToFive.Shifts.Select(s => s with { From = new TimeOnly(10, 0) })] },
    };

    private static Desk Opened(FunctionRouteSet set, ServiceRules? rules = null, OpenConversation? open = null) =>
        new((rules ?? Idle) with { Messages = Desk.Rules(set.Silent).Messages }, open, set.Routes);

    private static Desk Then(Desk desk, params Action<Desk>[] steps)
    {
        foreach (var step in steps) step(desk);
        return desk;
    }

    private static readonly Row[] Rows =
    [
        new(ConsumerOpenNewConversation, MessagingEvents.NewConversation, "start", AutomaticMessageKind.Welcome, (_, f) => Opened(f)),
        new(ConsumerOpenNewConversationFirstTime, MessagingEvents.NewConversation, "start", AutomaticMessageKind.FirstTimeWelcome, (_, f) => Opened(f, open: Desk.Open(first: true))),
        new(ConsumerOpenNewConversationOffHours, MessagingEvents.NewConversation, "start", AutomaticMessageKind.OffHoursWelcome, (_, f) => Opened(f, OffShift)),
        new(ConsumerOpenNewConversationFirstTimeOffHours, MessagingEvents.NewConversation, "start", AutomaticMessageKind.FirstTimeOffHoursWelcome, (_, f) => Opened(f, OffShift, Desk.Open(first: true))),
        new(ConsumerOpenNewConversationAfterAutoclose, MessagingEvents.NewConversation, "start", null, (_, f) => Opened(f, open: Desk.Open(autoClosed: Conversing.Talk.Nine.AddHours(-47)))),
        new(AgentEndConversation, MessagingEvents.ConversationEnd, "end", null, (_, f) => Then(Opened(f), d => d.Talk.Tell(new CloseConversation { By = CloseReason.Agent }))),
        new(ConsumerEndConversation, MessagingEvents.ConversationEnd, "end", null, (_, f) => Then(Opened(f), d => d.Talk.Tell(new CloseConversation { By = CloseReason.Consumer }))),
        new(SystemEndConversation, MessagingEvents.ConversationEnd, "end", null, (_, f) => Then(Opened(f), d => d.At(TimeSpan.FromHours(4)))),
        new(EngagementTransfered, MessagingEvents.ConversationRouting, "routing", AutomaticMessageKind.Transferred, (_, f) => Then(Opened(f), d => d.Apply(Desk.Transfer("sales")))),
        new(YouAreConnectedTo, MessagingEvents.ParticipantsChange, "participantChange", AutomaticMessageKind.AgentAccepts, (_, f) => Then(Opened(f), d => d.Assign())),
        new(BackToQueue, MessagingEvents.ParticipantsChange, "participantChange", AutomaticMessageKind.ReturnedToQueue, (_, f) => Then(Opened(f), d => d.Assign(), d => d.Talk.Tell(new ReturnToQueue()))),
        new(AnotherAgentJoinedConversation, MessagingEvents.ParticipantsChange, "participantChange", AutomaticMessageKind.AgentJoined, (_, f) => Then(Opened(f), Join)),
        new(JoinedAgentLeftConversation, MessagingEvents.ParticipantsChange, "participantChange", AutomaticMessageKind.AgentLeft, (_, f) => Then(Opened(f), Join, d => d.Talk.Tell(new RemoveParticipant { ParticipantId = "max" }))),
        new(AgentUpdatedResponseTime, MessagingEvents.Ttr, "ttr", AutomaticMessageKind.ManualResponseTime, (_, f) => Then(Opened(f), d => d.Talk.Tell(new ChangeTtr { TtrType = TtrType.Custom, Value = 7_200 }))),
        new(ConsumerAskedUrgentResponseTime, MessagingEvents.Ttr, "ttr", AutomaticMessageKind.MarkedUrgent, (_, f) => Then(Opened(f), Urgent)),
        new(ConsumerCanceledUrgentResponseTime, MessagingEvents.Ttr, "ttr", AutomaticMessageKind.NoLongerUrgent, (_, f) => Then(Opened(f), Urgent, d => d.Talk.Tell(new ChangeTtr { TtrType = TtrType.Normal }))),
        new(ConsumerSendMessageOnOffhours, MessagingEvents.LineInOffHours, "mid", AutomaticMessageKind.OffHoursMidConversation, (_, f) => Then(Opened(f, Idle with { Hours = Desk.NineToFive, AutoClose = null }), d => d.At(TimeSpan.FromHours(9)), d => d.Talk.Say("Anybody there?"))),
        new(ConvAwaitingInQueue, MessagingEvents.StuckQueueIdle, "idle", AutomaticMessageKind.WaitingInQueue, (_, f) => Then(Opened(f), d => d.At(TimeSpan.FromMinutes(20)))),
        new(AgentNonResponsive, MessagingEvents.AgentIdle, "idle", AutomaticMessageKind.AgentNonResponsive, (_, f) => Then(Opened(f), d => d.Assign(), d => d.At(TimeSpan.FromMinutes(30)))),
        new(ConsumerNonResponsive, MessagingEvents.ConsumerIdle, "idle", AutomaticMessageKind.ConsumerNonResponsive, (_, f) => Then(Opened(f), d => d.Assign(), d => d.AgentSays("How can I help?"), d => d.At(TimeSpan.FromMinutes(40)))),
        new(ConsumerStepUp, MessagingEvents.ConsumerStepUp, null, null, (_, f) => Then(Opened(f), d => d.Talk.Tell(new StepUpConsumer { Consumer = new Consumer { Id = "ann-smith" } }))),
    ];

    public static TheoryData<ConversationEventType> Types => [.. Enum.GetValues<ConversationEventType>().Where(t => t != Unspecified)];

    [Fact]
    public void has_a_row_here() => Assert.Equal(Types.Select(t => t.Data).Order(), Rows.Select(r => r.Type).Order());

    [Theory, MemberData(nameof(Types))]
    public void says_its_automatic_message_when_no_function_is_deployed(ConversationEventType type)
    {
        var row = RowOf(type);
        var desk = row.Happens(type, new());
        Assert.Empty(desk.State.Lane);
        if (row.Message is { } kind) Assert.Equal(kind.ToString(), desk.Said.Last());
        else Assert.DoesNotContain(desk.Talk.Events.OfType<EventRaised>(), e => e.Type == type);
    }

    [Theory, MemberData(nameof(Types))]
    public void asks_the_function_that_is_deployed_on_its_messaging_event_and_holds_the_message_back(ConversationEventType type)
    {
        var row = RowOf(type);
        var desk = row.Happens(type, new(Desk.On(row.MessagingEvent)));
        var raised = desk.Talk.Events.OfType<EventRaised>().Last(e => e.Type == type);
        Assert.Equal(row.MessagingEvent, raised.Notice!.MessagingEvent);
        Assert.Equal(row.Message?.ToString(), raised.Message);
        Assert.DoesNotContain(row.Message?.ToString() ?? "-", desk.Said);
    }

    [Theory, MemberData(nameof(Types))]
    public void is_also_given_to_a_function_on_the_idle_event_that_stands_for_all_three(ConversationEventType type)
    {
        if (RowOf(type).Group != "idle") return;
        var desk = RowOf(type).Happens(type, new(Desk.On(MessagingEvents.ConversationIdle)));
        Assert.Contains(desk.Talk.Events.OfType<EventRaised>(), e => e.Type == type && e.Notice!.MessagingEvent == MessagingEvents.ConversationIdle);
    }

    [Theory, MemberData(nameof(Types))]
    public void goes_to_a_function_although_its_message_is_switched_off(ConversationEventType type)
    {
        var row = RowOf(type);
        if (row.Message is not { } kind) return;
        var desk = row.Happens(type, new(Desk.On(row.MessagingEvent)) { Silent = [kind] });
        var raised = desk.Talk.Events.OfType<EventRaised>().Last(e => e.Type == type);
        Assert.NotNull(raised.Notice);
        Assert.Null(raised.Message);
        Assert.DoesNotContain(kind.ToString(), desk.Said);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void of_an_automatic_close_goes_to_a_function_where_the_account_says_so(bool raises)
    {
        var desk = new Desk(Idle with { AutoClose = TimeSpan.FromMinutes(30), AutoCloseRaisesEnd = raises }, null, Desk.On(MessagingEvents.ConversationEnd));
        desk.At(TimeSpan.FromDays(1));
        Assert.False(desk.State.IsOpen);
        Assert.Equal(raises ? [SystemEndConversation] : [], desk.Talk.Events.OfType<EventRaised>().Where(e => e.Notice is not null).Select(e => e.Type));
    }

    [Theory, MemberData(nameof(Types))]
    public void passes_by_a_function_of_another_skill(ConversationEventType type)
    {
        var row = RowOf(type);
        var desk = row.Happens(type, new(Desk.On(row.MessagingEvent, "robots")));
        Assert.DoesNotContain(desk.Talk.Events.OfType<EventRaised>(), e => e.Notice is not null);
    }

    [Theory, MemberData(nameof(Types))]
    public void does_what_its_function_returns(ConversationEventType type)
    {
        var row = RowOf(type);
        var desk = row.Happens(type, new(Desk.On(row.MessagingEvent)));
        while (desk.Asked.Type != type) desk.Answer(desk.Asked, new FunctionAnswer { NoOperation = true });
        desk.Answer(Desk.Message("From the function."));
        if (row.Group == "end")
        {
            Assert.Equal(RefusalCodes.ConversationClosed, desk.Talk.Events.OfType<EffectSettled>().Last().Refused);
            Assert.DoesNotContain("From the function.", desk.Said);
        }
        else
        {
            Assert.Equal("From the function.", desk.Said.Last());
            Assert.DoesNotContain(row.Message?.ToString() ?? "-", desk.Said);
        }
    }

    [Theory, MemberData(nameof(Types))]
    public void has_a_payload_with_every_field_of_the_seed_in_its_type(ConversationEventType type)
    {
        var row = RowOf(type);
        var desk = row.Happens(type, new(Desk.On(row.MessagingEvent)));
        var notice = desk.Talk.Events.OfType<EventRaised>().Last(e => e.Type == type).Notice!;
        using var payload = JsonDocument.Parse(notice.Payload);
        PayloadShape.Check(payload.RootElement, row.Group);
        Assert.Equal(EventNames.Of(type), payload.RootElement.GetProperty("general").GetProperty("cbotEventType").GetString());
    }

    private static Row RowOf(ConversationEventType type) => Rows.Single(r => r.Type == type);

    private static void Join(Desk desk) => desk.Talk.Tell(new AddParticipant { Participant = new Participant { Id = "max", Role = Role.Manager } });

    private static void Urgent(Desk desk) => desk.Talk.Tell(new ChangeTtr { TtrType = TtrType.Urgent });
}
