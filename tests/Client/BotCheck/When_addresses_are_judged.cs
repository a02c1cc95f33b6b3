using Conversations.Cli.BotCheck;
using Conversations.Cli.BotCheck.Examining;
using static Conversations.Tests.Client.BotCheck.SeenBot;
using Words = Conversations.Cli.BotCheck.Findings;

namespace Conversations.Tests.Client.BotCheck;

/// <summary>Whether a bot says what it answers, and says it at the right place.</summary>
public class When_addresses_are_judged
{
    [Fact]
    public void an_answer_without_replyToId_is_taken_for_the_one_request_that_is_on_its_way()
    {
        var bot = new SeenBot().Asked(Purpose.Message, "m1", 1).Said(1.05, "a", null);
        Assert.Equal(Grade.Warning, bot.Find(Words.MissingReplyToId)!.Grade);
        Assert.NotNull(bot.Find(Words.InTime));
    }

    [Fact]
    public void an_answer_without_replyToId_is_lost_after_the_response()
    {
        var bot = new SeenBot().Asked(Purpose.Message, "m1", 1).Said(1.2, "a", null);
        Assert.Equal((Grade.Bad, Grade.Bad), (bot.Find(Words.MissingReplyToId)!.Grade, bot.Find(Words.NoAnswer)!.Grade));
    }

    [Fact]
    public void the_path_of_a_call_names_the_request_as_well()
    {
        var bot = new SeenBot().Asked(Purpose.Message, "m1", 1).Said(1.2, new { type = "message", text = "a" }, a => a with { PathReplyTo = "m1" });
        Assert.Equal((null, Grade.Good), (bot.Find(Words.MissingReplyToId), bot.Find(Words.Ids)!.Grade));
    }

    [Fact]
    public void the_path_of_a_call_wins_over_its_body_and_a_damaged_one_is_told_as_such()
    {
        var bot = new SeenBot().Asked(Purpose.Message, "m|1", 1).Said(1.05, new { type = "message", text = "a", replyToId = "m|1" }, a => a with { PathReplyTo = "m" });
        Assert.Equal((Grade.Bad, Grade.Bad, null), (bot.Find(Words.BrokenIds)!.Grade, bot.Find(Words.NoAnswer)!.Grade, bot.Find(Words.UnknownReplyToId)));
    }

    [Fact]
    public void a_greeting_need_not_name_its_request()
    {
        Assert.Null(new SeenBot().Asked(Purpose.Start, "w1", 0).Said(0.05, "Welcome", null).Find(Words.MissingReplyToId));
    }

    [Fact]
    public void a_reply_to_something_that_was_never_sent_is_bad()
    {
        var bot = new SeenBot().Asked(Purpose.Message, "m1", 1).Said(1.05, "a", "elsewhere");
        Assert.Equal((Grade.Bad, Grade.Bad), (bot.Find(Words.UnknownReplyToId)!.Grade, bot.Find(Words.NoAnswer)!.Grade));
        Assert.Contains("elsewhere", bot.Find(Words.UnknownReplyToId)!.Evidence[0], StringComparison.Ordinal);
    }

    [Fact]
    public void somebody_elses_service_url_is_a_warning_and_its_own_is_none()
    {
        SeenBot Saying(string url) => new SeenBot().Asked(Purpose.Message, "m1", 1).Said(1.05, new { type = "message", text = "a", replyToId = "m1", serviceUrl = url });
        Assert.Equal(Grade.Warning, Saying("https://elsewhere.example/").Find(Words.ForeignServiceUrl)!.Grade);
        Assert.Null(Saying(ServiceUrl.TrimEnd('/')).Find(Words.ForeignServiceUrl));
    }

    [Theory]
    [InlineData(nameof(StrayKind.UnknownConversation), Words.BrokenIds, nameof(Grade.Bad)), InlineData(nameof(StrayKind.OutsideServiceUrl), Words.BrokenServiceUrl, nameof(Grade.Bad))]
    [InlineData(nameof(StrayKind.UnknownRoute), Words.UnknownCall, nameof(Grade.Warning))]
    [InlineData(nameof(StrayKind.TooLarge), Words.UnknownCall, nameof(Grade.Warning)), InlineData(nameof(StrayKind.Change), Words.ChangesActivities, nameof(Grade.Note))]
    public void calls_that_carry_no_activity_are_told(string kind, string word, string grade)
    {
        var bot = new SeenBot().Asked(Purpose.Start, "w1", 0).Strayed(Enum.Parse<StrayKind>(kind), "POST /v3/conversations/c%7C1/activities/a");
        Assert.Equal(Enum.Parse<Grade>(grade), bot.Find(word)!.Grade);
        Assert.Contains("c%7C1", bot.Find(word)!.Evidence[0], StringComparison.Ordinal);
    }
}
