using Conversations.Accounts;
using Conversations.Bots;

namespace Conversations.Tests.Bots;

/// <summary>Several lines of a consumer as one request to the bot.</summary>
public class When_messages_are_combined
{
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
}
