using Conversations.Cli.BotCheck;
using Conversations.Cli.BotCheck.Examining;
using static Conversations.Tests.Client.BotCheck.SeenBot;
using Words = Conversations.Cli.BotCheck.Findings;

namespace Conversations.Tests.Client.BotCheck;

/// <summary>Whether a bot answers: in time, once, in order.</summary>
public class When_answers_are_judged
{
    [Theory, InlineData(15.999, null), InlineData(16, null), InlineData(16.001, Words.Late)]
    public void an_answer_at_the_very_end_of_the_bots_time_is_in_time(double at, string? word)
    {
        var bot = new SeenBot().Asked(Purpose.Message, "m1", 1, r => r with { EndedAt = Seconds(17) }).Said(at, "a", "m1");
        Assert.Equal(word, bot.Find(Words.Late)?.Word);
        Assert.Equal(word is null, bot.Find(Words.InTime) is not null);
    }

    [Fact]
    public void silence_is_no_answer_and_typing_is_silence()
    {
        var bot = new SeenBot().Asked(Purpose.Message, "m1", 1).Said(1.05, new { type = "typing", replyToId = "m1" });
        Assert.Equal((Grade.Bad, Grade.Warning), (bot.Find(Words.NoAnswer)!.Grade, bot.Find(Words.TypingWithoutMessage)!.Grade));
    }

    [Fact]
    public void an_answer_of_which_nothing_can_be_used_is_empty_and_not_missing()
    {
        var bot = new SeenBot().Asked(Purpose.Message, "m1", 1).Said(1.05, new { type = "message", text = "", replyToId = "m1" });
        Assert.Equal(Grade.Bad, bot.Find(Words.EmptyAnswer)!.Grade);
        Assert.Null(bot.Find(Words.NoAnswer));
    }

    [Fact]
    public void a_pure_delay_is_an_answer()
    {
        var bot = new SeenBot().Asked(Purpose.Message, "m1", 1)
            .Said(1.05, new { type = "message", text = "", replyToId = "m1", channelData = new { delay = new { delay = 1 } } });
        Assert.NotNull(bot.Find(Words.InTime));
    }

    [Fact]
    public void a_welcome_has_to_be_answered_in_a_chat_alone()
    {
        Assert.Equal(Grade.Note, new SeenBot().Asked(Purpose.Start, "w1", 0).Find(Words.SilentStart)!.Grade);
        var chat = new SeenBot(Settings with { Type = ConversationType.Chat }).Asked(Purpose.Start, "w1", 0);
        Assert.Equal(Grade.Bad, chat.Find(Words.NoAnswer)!.Grade);
        Assert.Null(chat.Find(Words.SilentStart));
    }

    [Theory, InlineData(1.1, false), InlineData(1.101, true)]
    public void an_answer_after_the_response_is_a_warning(double at, bool warned) =>
        Assert.Equal(warned, new SeenBot().Asked(Purpose.Message, "m1", 1).Said(at, "a", "m1").Find(Words.AfterResponse) is { Grade: Grade.Warning });

    [Fact]
    public void the_same_content_twice_is_bad_and_the_same_id_twice_is_not()
    {
        var twice = new SeenBot().Asked(Purpose.Message, "m1", 1).Said(1.02, "a", "m1").Said(1.03, "a", "m1");
        Assert.Equal(Grade.Bad, twice.Find(Words.Twice)!.Grade);
        var atOnce = new SeenBot().Asked(Purpose.Message, "m1", 1).Said(1.02, "a", "m1").Said(1.02, "a", "m1");
        Assert.Equal(Grade.Bad, atOnce.Find(Words.Twice)!.Grade);
        var sameId = new SeenBot().Asked(Purpose.Message, "m1", 1).Said(1.02, "a", "m1", "x").Said(1.03, "a", "m1", "x");
        Assert.Equal((null, Grade.Warning), (sameId.Find(Words.Twice), sameId.Find(Words.SameId)!.Grade));
    }

    [Fact]
    public void the_same_answer_to_two_messages_is_no_double()
    {
        var bot = new SeenBot().Asked(Purpose.Message, "m1", 1).Said(1.02, "a", "m1").Asked(Purpose.Message, "m2", 2).Said(2.02, "a", "m2");
        Assert.Null(bot.Find(Words.Twice));
    }

    [Theory, InlineData("a", "takes the equal answer once"), InlineData("b", "may see both")]
    public void a_request_that_is_answered_again_is_a_warning(string again, string meaning)
    {
        var bot = new SeenBot().Asked(Purpose.Message, "m1", 1).Said(1.02, "a", "m1").Asked(Purpose.Repeat, "m1", 2).Said(2.02, again, "m1");
        var finding = bot.Find(Words.RepeatsAnswer)!;
        Assert.Equal(Grade.Warning, finding.Grade);
        Assert.Contains(meaning, finding.Meaning, StringComparison.Ordinal);
        Assert.Null(bot.Find(Words.Twice));
    }

    [Theory, InlineData("b1 b2 b3", Words.InOrder), InlineData("b1 b1 b2 b3", Words.InOrder), InlineData("b2 b1 b3", Words.OutOfOrder), InlineData("b1 b2 b1 b3", Words.OutOfOrder)]
    public void messages_in_quick_succession_are_answered_in_order_or_not(string answers, string word)
    {
        var bot = new SeenBot();
        for (var i = 0; i < 3; i++) bot.Asked(Purpose.Burst, $"b{i + 1}", 1 + i * 0.05, r => r with { EndedAt = Seconds(2) });
        foreach (var (to, i) in answers.Split(' ').Select((to, i) => (to, i))) bot.Said(1.5 + i * 0.01, $"answer {i}", to);
        Assert.NotNull(bot.Find(word));
    }

    [Fact]
    public void what_comes_when_all_is_answered_is_unasked()
    {
        var bot = new SeenBot().Asked(Purpose.Message, "m1", 1).Said(1.05, "a", "m1").Said(3, "Are you still there?", null);
        Assert.Equal((Grade.Warning, null), (bot.Find(Words.Unasked)!.Grade, bot.Find(Words.MissingReplyToId)));
    }
}
