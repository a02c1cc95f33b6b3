using Conversations.Accounts;

namespace Conversations.Tests.Conversing;

/// <summary>SEED1: while a bot responds, it ignores further messages until it has answered or 15 seconds have passed.</summary>
public class When_the_bot_is_responding
{
    private static readonly InterruptionRules PleaseWait = InterruptionRules.Default with { Message = "Please wait." };

    [Fact]
    public void a_further_message_is_kept_marked_and_not_answered()
    {
        var talk = new Talk(Talk.Account(null, Talk.SlowStep()));
        talk.Say("order 7");
        var receipt = talk.At(1).Say("hello?");
        Assert.True(receipt.Ignored);
        Assert.Equal(2, receipt.Seq);
        Assert.True(talk.Messages.Last().Ignored);
        Assert.Empty(talk.BotSaid);
        Assert.Equal(1, talk.State.LastTurn);
    }

    [Theory, InlineData(-1, true), InlineData(0, false), InlineData(1, false)]
    public void a_message_is_ignored_only_before_the_deadline(long ticks, bool ignored)
    {
        var talk = new Talk(Talk.Account(null, Talk.SlowStep()));
        talk.Say("order 7");
        var receipt = talk.At(15 + (ticks / (double)TimeSpan.TicksPerSecond)).Say("hello?");
        Assert.Equal(ignored, receipt.Ignored);
        Assert.Equal(ignored ? 0 : 1, talk.BotSaid.Count(s => s.Text == "Pardon?"));
    }

    [Fact]
    public void the_end_of_the_answer_ends_the_ignoring()
    {
        var talk = new Talk(Talk.Account(null, Talk.SlowStep()));
        talk.Say("order 7");
        talk.At(3).Answer(talk.Integration, ("status", "shipped"));
        Assert.False(talk.Say("hello?").Ignored);
        Assert.Equal([(3, "Order 7 is shipped."), (3, "Pardon?")], talk.BotSaid);
    }

    [Fact]
    public void each_interrupting_message_gets_the_configured_text()
    {
        var talk = new Talk(Talk.Account(PleaseWait, Talk.SlowStep()));
        talk.Say("order 7");
        talk.At(1).Say("hello?");
        talk.At(2).Say("anybody?");
        Assert.Equal([(1, "Please wait."), (2, "Please wait.")], talk.BotSaid);
        Assert.Equal([2L, 4L], talk.Messages.Where(m => m.Automatic).Select(m => m.InReplyTo!.Value));
    }

    [Fact]
    public void the_blank_message_never_reaches_a_consumer()
    {
        var talk = new Talk(Talk.Account(null, Talk.SlowStep()));
        talk.Say("order 7");
        talk.At(1).Say("hello?");
        Assert.DoesNotContain(talk.Messages, m => m.Text == InterruptionRules.BlankMessage);
    }

    [Fact]
    public void a_preview_shows_the_blank_message()
    {
        var talk = new Talk(Talk.Account(null, Talk.SlowStep()), new OpenConversation { Consumer = new Consumer { Id = "ann" }, Preview = true });
        talk.Say("order 7");
        talk.At(1).Say("hello?");
        Assert.Equal([(1, "BLANK_MESSAGE")], talk.BotSaid);
    }

    [Fact]
    public void a_configured_timeout_replaces_the_fifteen_seconds()
    {
        var talk = new Talk(Talk.Account(PleaseWait with { ResponseTimeout = TimeSpan.FromSeconds(2) }, Talk.SlowStep()));
        talk.Say("order 7");
        Assert.True(talk.At(1.999).Say("a").Ignored);
        Assert.False(talk.At(2).Say("b").Ignored);
    }

    [Fact]
    public void without_handling_every_message_is_processed_at_once_and_the_older_answer_is_marked_late()
    {
        var talk = new Talk(Talk.Account(new InterruptionRules { Policy = InterruptionPolicy.Process }, Talk.SlowStep()));
        talk.Say("order 7");
        var first = talk.Integration;
        Assert.False(talk.At(1).Say("hello?").Ignored);
        talk.At(2).Answer(first, ("status", "shipped"));
        Assert.Equal([(1, "Pardon?"), (2, "Order 7 is shipped.")], talk.BotSaid);
        Assert.True(talk.Messages.Last().Late);
        Assert.Equal(1, talk.Messages.Last().InReplyTo);
    }

    [Fact]
    public void queued_messages_get_their_turns_in_order_after_the_answer()
    {
        var talk = new Talk(Talk.Account(new InterruptionRules { Policy = InterruptionPolicy.Queue }, Talk.SlowStep()));
        talk.Say("order 7");
        talk.At(1).Say("order 8");
        talk.At(2).Say("order 9");
        talk.At(3).Answer(talk.Integration, ("status", "shipped"));
        talk.At(4).Answer(talk.Integration, ("status", "packed"));
        talk.At(5).Answer(talk.Integration, ("status", "lost"));
        Assert.Equal([(3, "Order 7 is shipped."), (4, "Order 8 is packed."), (5, "Order 9 is lost.")], talk.BotSaid);
        Assert.Null(talk.State.Busy);
    }

    [Fact]
    public void a_queue_that_is_full_ignores()
    {
        var talk = new Talk(Talk.Account(new InterruptionRules { Policy = InterruptionPolicy.Queue }, Talk.SlowStep()));
        talk.Say("order 7");
        for (var i = 0; i < 100; i++) Assert.False(talk.Say($"order {i}").Ignored);
        Assert.True(talk.Say("one more").Ignored);
    }
}
