using Conversations.Flows;

namespace Conversations.Tests.Conversing;

public class When_a_conversation_opens_and_closes
{
    [Fact]
    public void opening_it_again_changes_nothing()
    {
        var talk = new Talk(Talk.Account());
        Assert.True(talk.Tell(new OpenConversation { Consumer = new Consumer { Id = "eve" } }).Repeated);
        Assert.Equal("ann", talk.State.Consumer!.Id);
    }

    [Fact]
    public void a_bot_or_skill_that_is_not_there_is_refused_with_those_that_are()
    {
        var bot = new Talk(Talk.Account(), new OpenConversation { Consumer = new Consumer { Id = "ann" }, Bot = "nobody" });
        Assert.Equal(0, bot.State.Version);
        var receipt = bot.Tell(new OpenConversation { Consumer = new Consumer { Id = "ann" }, Bot = "nobody" });
        Assert.Equal("There is no bot 'nobody'; the account has helper.", receipt.Refusal?.Detail);
        receipt = bot.Tell(new OpenConversation { Consumer = new Consumer { Id = "ann" }, SkillId = "none" });
        Assert.Equal("unknown_skill", receipt.Refusal?.Code);
    }

    [Fact]
    public void with_a_skill_no_bot_takes_part()
    {
        var talk = new Talk(Talk.Account(), new OpenConversation { Consumer = new Consumer { Id = "ann" }, SkillId = "support" });
        talk.Say("hello");
        Assert.Empty(talk.BotSaid);
    }

    [Fact]
    public void a_welcome_step_speaks_first()
    {
        var account = Talk.Account(null, Talk.Step("never") with { Name = "welcome", Message = LocalizedText.Of("Welcome, {consumerId}.") });
        var bot = account.Bots["helper"];
        account = account with { Bots = account.Bots.SetItem("helper", bot with { Flow = bot.Flow! with { Welcome = "welcome" } }) };
        Assert.Equal([(0, "Welcome, ann.")], new Talk(account).BotSaid);
    }

    [Fact]
    public void nothing_is_published_after_the_close()
    {
        var talk = new Talk(Talk.Account(null, Talk.SlowStep(2)));
        talk.Say("order 7");
        talk.Tell(new CloseConversation { By = CloseReason.Agent });
        Assert.Equal("conversation_closed", talk.Say("hello?").Refusal?.Code);
        talk.At(60);
        Assert.Empty(talk.BotSaid);
        Assert.Equal(TurnOutcome.Closed, talk.Events.OfType<TurnEnded>().Single().Outcome);
    }

    [Fact]
    public void closing_it_again_changes_nothing()
    {
        var talk = new Talk(Talk.Account());
        talk.Tell(new CloseConversation { By = CloseReason.Agent });
        Assert.True(talk.Tell(new CloseConversation { By = CloseReason.Consumer }).Repeated);
        Assert.Equal(CloseReason.Agent, talk.State.CloseReason);
    }

    [Fact]
    public void the_consumer_and_the_bot_can_not_be_removed_and_others_can()
    {
        var talk = new Talk(Talk.Account());
        Assert.Equal("invalid_field", talk.Tell(new RemoveParticipant { ParticipantId = "ann" }).Refusal?.Code);
        Assert.Equal("invalid_field", talk.Tell(new RemoveParticipant { ParticipantId = "helper" }).Refusal?.Code);
        talk.Tell(new AddParticipant { Participant = new Participant { Id = "mia", Role = Role.Manager } });
        Assert.Contains(talk.State.Participants, p => p.Id == "mia");
        talk.Tell(new RemoveParticipant { ParticipantId = "mia" });
        Assert.DoesNotContain(talk.State.Participants, p => p.Id == "mia");
    }

    [Fact]
    public void nobody_can_speak_in_a_conversation_that_was_never_opened()
    {
        var decision = ConversationDecider.Decide(
            Conversation.None(new ConversationKey("acme", "c9")),
            new PublishMessage { From = new Participant { Id = "ann", Role = Role.Consumer }, Text = "hello" }, Talk.Account(), Talk.Nine);
        Assert.Equal("unknown_conversation", decision.Receipt.Refusal?.Code);
    }
}
