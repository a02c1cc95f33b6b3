using Conversations.Journal;
using Conversations.Tests.Conversing;
using Conversations.Tests.Routing;

namespace Conversations.Tests.EventRouting;

/// <summary>Earlier versions took numbers as roles; what they wrote is read on, and the conversation goes on.</summary>
public class When_a_journal_holds_a_role_without_a_name
{
    [Fact]
    public void the_conversation_goes_on_and_functions_see_the_number()
    {
        var desk = new Desk(null, null, Desk.On(MessagingEvents.ParticipantsChange));
        var joined = new ParticipantJoined { At = Talk.Nine, Participant = new Participant { Id = "x", Role = (Role)77 } };
        var stored = new StoredAppend(desk.State.Version + 1, desk.State.Version + 1, JournalCodec.Encode([joined]));
        var state = Evolution.Evolve(desk.State, Assert.Single(JournalCodec.Decode(desk.State.Key, stored)));
        Assert.Contains(state.Participants, p => p is { Id: "x", Role: (Role)77 });
        var snapshot = JournalCodec.Replay(state.Key, new JournalReading(JournalCodec.EncodeSnapshot(state), state.Version, []));
        Assert.Equal(state.Participants, snapshot.Participants);
        var decision = ConversationDecider.Decide(snapshot, new AddParticipant { Participant = new Participant { Id = "bob", Role = Role.Agent } },
            Desk.Account(Desk.Rules(), Desk.On(MessagingEvents.ParticipantsChange)), Talk.Nine);
        var notice = Assert.Single(decision.State.Effects.OfType<EventNotice>());
        Assert.Contains("""{"id":"x","role":"77"}""", notice.Payload, StringComparison.Ordinal);
    }

    [Fact]
    public void no_command_brings_in_another()
    {
        var desk = new Desk();
        Assert.Equal("invalid_field", desk.Talk.Tell(new AddParticipant { Participant = new Participant { Id = "x", Role = (Role)77 } }).Refusal?.Code);
        Assert.Equal("invalid_field", desk.Talk.Tell(new AddParticipant { Participant = new Participant { Id = "x", Role = Role.Reader, State = (ParticipantState)7 } }).Refusal?.Code);
        Assert.Equal("invalid_field", desk.Talk.Tell(new PublishMessage { From = new Participant { Id = "x", Role = (Role)77 }, Text = "x" }).Refusal?.Code);
        Assert.Equal("invalid_field", desk.Talk.Tell(new PublishMessage { From = new Participant { Id = "x", Role = Role.Agent }, Text = "x", Audience = (Audience)7 }).Refusal?.Code);
        Assert.Equal("invalid_field", desk.Talk.Tell(new CloseConversation { By = (CloseReason)77 }).Refusal?.Code);
    }
}
