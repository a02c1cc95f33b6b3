using Conversations.Accounts;
using Conversations.Bots;

namespace Conversations.Tests.Bots;

/// <summary>Welcomes, combined messages, unasked activities and actions.</summary>
public class When_a_bot_is_told
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
    public void a_bot_that_cannot_be_greeted_is_asked_all_the_same()
    {
        var desk = new BotDesk(Framework with { Escalation = BotDesk.ToPeople });
        desk.Fails();
        Assert.Equal("helper", desk.State.Bot);
        desk.Say("hello");
        Assert.Equal(BotRequestKind.Message, desk.Request.Kind);
    }

    [Fact]
    public void messaging_over_direct_line_begins_with_the_consumers_first_line()
    {
        var desk = new BotDesk();
        Assert.Empty(desk.State.Effects);
        Assert.Equal(0, desk.State.LastTurn);
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
    public void what_is_collected_while_it_greets_late_is_given_to_it_after_that()
    {
        var desk = new BotDesk(
            BotDesk.Connector with { Combine = new CombineMessages { MaxMessages = 3, Within = TimeSpan.FromSeconds(2) } }, type: ConversationType.Chat);
        var greeting = desk.Request;
        desk.Takes(greeting);
        desk.Say("one");
        desk.AnswersTo(greeting.ActivityId, BotDesk.Pause(5), BotDesk.Text("Welcome!"));
        desk.At(4);
        Assert.Single(desk.Talk.Events.OfType<BotAsked>());
        desk.At(5);
        Assert.Equal("one", desk.Request.Text);
    }

    [Fact]
    public void what_is_collected_waits_while_the_account_has_no_such_bot()
    {
        var desk = new BotDesk(BotDesk.Connector with { Combine = new CombineMessages { MaxMessages = 3, Within = TimeSpan.FromSeconds(2) } });
        var account = desk.Talk.Served;
        desk.Say("one");
        desk.Talk.Served = account with { Bots = account.Bots.Remove(BotDesk.Bot) };
        desk.At(10);
        Assert.Empty(desk.Talk.Events.OfType<BotAsked>());
        desk.Talk.Served = account;
        desk.At(11);
        Assert.Equal("one", desk.Request.Text);
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
    public void a_bot_that_is_no_longer_asked_does_not_answer_for_the_one_that_is()
    {
        var desk = new BotDesk(BotDesk.Connector with { Escalation = BotDesk.ToPeople, WelcomeAfterTransfer = true }, other: true);
        desk.Say("hello");
        desk.Takes();
        desk.Talk.Tell(new ApplyCommands { Commands = [new CallbackCommand { Type = CallbackType.Transfer, SkillId = "machines" }] });
        var asked = desk.Request;
        Assert.Equal("other", asked.Bot);
        desk.Posts(BotDesk.Text("Still me."));
        Assert.Equal([BotFaults.Transferred], desk.Refused);
        desk.Takes(asked);
        Assert.Equal("other", desk.State.Bot);
        Assert.Empty(desk.Talk.Events.OfType<BotEscalated>());
    }

    [Fact]
    public void a_transcript_is_for_agents_and_answers_nothing()
    {
        var desk = new BotDesk(BotDesk.Connector with { Escalation = BotDesk.ToPeople });
        desk.Say("hello");
        desk.Takes();
        desk.Talk.Tell(new HearBot
        {
            Bot = BotDesk.Bot, Private = true,
            Activities = [BotDesk.Pause(60), BotDesk.Text("I was elsewhere."), BotDesk.Action("CLOSE_CONVERSATION", text: "And closed."), """{"type":"typing"}"""],
        });
        Assert.Equal(["I was elsewhere.", "And closed."], desk.Private);
        Assert.Equal([BotFaults.Transcript], desk.Refused);
        Assert.Equal(ConversationState.Open, desk.State.State);
        Assert.Empty(desk.Seen);
        desk.At(15);
        Assert.Equal("support", desk.State.SkillId);
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

    [Fact]
    public void combined_messages_are_one_request_and_answered_once()
    {
        var desk = new BotDesk(BotDesk.Connector with { Combine = new CombineMessages { MaxMessages = 3, Within = TimeSpan.FromSeconds(4) } });
        desk.Say("I have");
        desk.At(1).Say("a question");
        Assert.DoesNotContain(desk.State.Effects, e => e is BotRequest);
        desk.At(4);
        Assert.Equal("I have\na question", desk.Request.Text);
        Assert.Equal([1L, 2L], desk.Request.Messages);
        Assert.Equal("c1|0000002", desk.Request.ActivityId);
        desk.Answers(BotDesk.Text("Which?"));
        desk.Takes();
        Assert.Equal(2, desk.Talk.Messages.Last().InReplyTo);
        Assert.Empty(desk.State.Queue);
    }

    [Fact]
    public void a_file_among_combined_messages_ends_them_so_that_the_bot_gets_it()
    {
        var desk = new BotDesk(BotDesk.Connector with { Combine = new CombineMessages { MaxMessages = 3, Within = TimeSpan.FromSeconds(4) } });
        desk.Say("This is");
        const string file = """{"type":"message","attachments":[{"contentType":"image/png","contentUrl":"http://a"}]}""";
        desk.Talk.Tell(new PublishMessage { From = new Participant { Id = "ann", Role = Role.Consumer }, Activity = file });
        desk.Say("my receipt");
        Assert.Equal(("This is", file), (desk.Request.Text, desk.Request.Activity));
        desk.Answers(BotDesk.Text("Thanks."));
        desk.Takes();
        Assert.Equal(("my receipt", null), (desk.Request.Text, desk.Request.Activity));
    }

    [Fact]
    public void the_last_message_that_fits_starts_the_turn_at_once()
    {
        var desk = new BotDesk(BotDesk.Connector with { Combine = new CombineMessages { MaxMessages = 2, Within = TimeSpan.FromSeconds(4) } });
        desk.Say("one");
        desk.At(1).Say("two");
        Assert.Equal("one\ntwo", desk.Request.Text);
    }

    [Fact]
    public void typing_replaces_the_time_that_is_waited()
    {
        var desk = new BotDesk(BotDesk.Connector with
        {
            Combine = new CombineMessages { MaxMessages = 5, Within = TimeSpan.FromSeconds(4), AfterTyping = TimeSpan.FromSeconds(6) },
        });
        desk.Talk.Tell(new NoteTyping());
        Assert.Empty(desk.Talk.Events.OfType<MessagesCombining>());
        desk.Say("I have");
        desk.At(3).Talk.Tell(new NoteTyping());
        desk.At(8.9);
        Assert.DoesNotContain(desk.State.Effects, e => e is BotRequest);
        desk.At(9);
        Assert.Equal("I have", desk.Request.Text);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void what_it_says_unasked_is_said_if_its_yaml_allows_that(bool allowed)
    {
        var desk = new BotDesk(BotDesk.Connector with { Proactive = allowed });
        desk.At(5).Posts(BotDesk.Text("News!"));
        Assert.Equal(allowed ? [(5, "News!")] : [], desk.Seen);
        Assert.Equal(allowed ? [] : [BotFaults.ProactiveNotAllowed], desk.Refused);
    }

    [Fact]
    public void a_transfer_names_the_skill_by_its_name_or_else_by_its_id()
    {
        foreach (var (skill, expected) in new[] { ("Returns Desk", "returns"), ("vip", "vip") })
        {
            var desk = new BotDesk();
            desk.Say("hello");
            desk.Answers(BotDesk.Action("TRANSFER", $$"""{"skill":"{{skill}}"}""", "Over to them."));
            Assert.Equal((expected, null), (desk.State.SkillId, desk.State.Bot));
            Assert.Equal(["Over to them."], desk.Seen.Select(s => s.Text));
        }
    }

    [Fact]
    public void it_closes_after_its_last_words()
    {
        var desk = new BotDesk();
        desk.Say("bye");
        desk.Answers(BotDesk.Action("CLOSE_CONVERSATION", text: "Goodbye."));
        Assert.Equal(ConversationState.Close, desk.State.State);
        Assert.Equal(["Goodbye."], desk.Seen.Select(s => s.Text));
    }

    [Fact]
    public void it_changes_the_response_time()
    {
        var desk = new BotDesk();
        desk.Say("hurry");
        desk.Answers(BotDesk.Action("CHANGE_TTR", """{"ttrType":"URGENT"}""", "All right."));
        Assert.Equal(TtrType.Urgent, desk.State.Service.Ttr.TtrType);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void a_function_that_fails_escalates_only_if_it_asked_for_that(bool failOnError)
    {
        var desk = new BotDesk(BotDesk.Connector with { Escalation = BotDesk.ToPeople });
        desk.Say("hello");
        desk.Answers(BotDesk.Action("INVOCATION", $$"""{"lambdaUuid":"f1","payload":{"some":"stuff"},"failOnError":{{(failOnError ? "true" : "false")}}}""", "I look."));
        desk.Takes();
        var call = desk.State.Effects.OfType<InvokeFunction>().Single();
        Assert.Equal(("f1", """{"some":"stuff"}"""), (call.Function, call.Payload));
        desk.At(2).Talk.Tell(new SettleEffect { Key = call.Key, Outcome = new EffectOutcome { Succeeded = false, Error = "x", Detail = "It threw." } });
        Assert.Equal(failOnError ? "support" : null, desk.State.SkillId);
    }
}
