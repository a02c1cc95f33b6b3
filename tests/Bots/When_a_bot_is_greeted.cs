using Conversations.Accounts;
using Conversations.Bots;

namespace Conversations.Tests.Bots;

/// <summary>How a conversation begins for a bot, and what is said meanwhile.</summary>
public class When_a_bot_is_greeted
{
    private static BotConnector Framework => BotDesk.Connector with { Kind = BotConnectorKind.BotFramework };

    [Fact]
    public void a_chat_begins_with_a_welcome_that_must_be_answered()
    {
        var desk = new BotDesk(BotDesk.Connector with { Escalation = BotDesk.ToPeople }, type: ConversationType.Chat);
        Assert.Equal((BotRequestKind.Welcome, "c1|w1"), (desk.Request.Kind, desk.Request.ActivityId));
        Assert.Null(desk.State.Busy);
        desk.At(15);
        Assert.Equal("support", desk.State.SkillId);
    }

    [Fact]
    public void messaging_tells_a_bot_framework_bot_that_somebody_joined_and_needs_no_answer()
    {
        var desk = new BotDesk(Framework with { Escalation = BotDesk.ToPeople });
        Assert.Equal(BotRequestKind.ConversationUpdate, desk.Request.Kind);
        desk.Takes();
        desk.At(60);
        Assert.Equal("helper", desk.State.Bot);
        Assert.Empty(desk.State.Runs);
    }

    [Fact]
    public void messaging_over_direct_line_begins_with_the_consumers_first_line()
    {
        var desk = new BotDesk();
        Assert.Empty(desk.State.Effects);
        Assert.Equal(0, desk.State.LastTurn);
    }

    [Fact]
    public void a_bot_that_cannot_be_greeted_is_asked_all_the_same()
    {
        var desk = new BotDesk(Framework with { Escalation = BotDesk.ToPeople });
        desk.Fails();
        Assert.Equal("helper", desk.State.Bot);
        desk.Say("hello");
        Assert.Equal(BotRequestKind.Message, desk.Request.Kind);
    }

    [Fact]
    public void what_is_said_while_the_bot_is_greeted_waits_and_is_not_ignored()
    {
        var desk = new BotDesk(Framework);
        var greeting = desk.Request;
        Assert.False(desk.Say("hello").Ignored);
        Assert.Same(greeting, desk.Request);
        desk.Posts(BotDesk.Text("Welcome!"));
        desk.Takes(greeting);
        Assert.Equal(("hello", BotRequestKind.Message), (desk.Request.Text, desk.Request.Kind));
        Assert.Equal([(0, "Welcome!")], desk.Seen);
    }

    [Fact]
    public void it_hears_what_was_said_during_its_greeting_in_that_order()
    {
        var desk = new BotDesk(type: ConversationType.Chat);
        var greeting = desk.Request;
        desk.Say("one");
        desk.Posts(BotDesk.Pause(5), BotDesk.Text("Welcome!"));
        desk.Takes(greeting);
        Assert.False(desk.At(1).Say("two").Ignored);
        desk.At(5);
        Assert.Equal("one", desk.Request.Text);
        Assert.Equal([(5, "Welcome!")], desk.Seen);
        desk.Answers(BotDesk.Text("To one."));
        desk.Takes();
        Assert.Equal("two", desk.Request.Text);
    }

    [Fact]
    public void a_line_that_overtakes_the_running_turn_does_not_overtake_those_that_wait()
    {
        var desk = new BotDesk(interruptions: new InterruptionRules { Policy = InterruptionPolicy.Process }, type: ConversationType.Chat);
        var greeting = desk.Request;
        desk.Say("one");
        desk.Say("two");
        desk.Posts(BotDesk.Text("Welcome!"));
        desk.Takes(greeting);
        desk.Say("three");
        desk.Say("four");
        desk.At(60);
        Assert.Equal(["one", "two", "three", "four"], desk.Talk.Events.OfType<BotAsked>().Select(a => a.Request.Text).OfType<string>());
    }

    [Fact]
    public void a_transfer_to_it_is_told_only_where_its_yaml_says_so()
    {
        var desk = new BotDesk(BotDesk.Connector with { WelcomeAfterTransfer = true }, skill: "support");
        desk.Talk.Tell(new ApplyCommands { Commands = [new CallbackCommand { Type = CallbackType.Transfer, SkillId = "machine" }] });
        Assert.Equal(BotRequestKind.Welcome, desk.Request.Kind);
        var quiet = new BotDesk(skill: "support");
        quiet.Talk.Tell(new ApplyCommands { Commands = [new CallbackCommand { Type = CallbackType.Transfer, SkillId = "machine" }] });
        Assert.DoesNotContain(quiet.State.Effects, e => e is BotRequest);
    }
}
