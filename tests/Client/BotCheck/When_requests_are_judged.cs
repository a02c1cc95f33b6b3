using Conversations.Cli.BotCheck;
using Conversations.Cli.BotCheck.Examining;
using static Conversations.Tests.Client.BotCheck.SeenBot;
using Words = Conversations.Cli.BotCheck.Findings;

namespace Conversations.Tests.Client.BotCheck;

/// <summary>What becomes of the requests to a bot.</summary>
public class When_requests_are_judged
{
    [Theory]
    [InlineData(nameof(RequestFault.Unreachable), Words.Unreachable), InlineData(nameof(RequestFault.Lost), Words.ConnectionLost)]
    [InlineData(nameof(RequestFault.HalfBody), Words.HalfBody), InlineData(nameof(RequestFault.TooLarge), Words.ResponseTooLarge)]
    [InlineData(nameof(RequestFault.TimedOut), Words.NoResponse)]
    public void each_way_in_which_a_request_can_fail_has_its_word(string fault, string word)
    {
        var bot = new SeenBot().Asked(Purpose.Message, "m1", 1, r => r with { Fault = Enum.Parse<RequestFault>(fault), Status = null, StatusAt = null, Detail = "why" });
        Assert.Equal(Grade.Bad, bot.Find(word)!.Grade);
        // A request that failed is one finding, not two.
        Assert.Null(bot.Find(Words.NoAnswer));
    }

    [Fact]
    public void a_request_that_hangs_though_it_was_answered_is_a_warning()
    {
        var bot = new SeenBot().Asked(Purpose.Message, "m1", 1, r => r with { Fault = RequestFault.TimedOut, EndedAt = Seconds(16), Status = null, StatusAt = null }).Said(1.5, "a", "m1");
        Assert.Equal(Grade.Warning, bot.Find(Words.NoResponse)!.Grade);
    }

    [Theory]
    [InlineData(302, Words.Redirect), InlineData(401, Words.Unauthorized), InlineData(403, Words.Unauthorized), InlineData(404, Words.BadStatus), InlineData(500, Words.BadStatus)]
    public void a_status_that_is_no_success_is_bad(int status, string word) =>
        Assert.Equal(Grade.Bad, new SeenBot().Asked(Purpose.Message, "m1", 1, r => r with { Status = status }).Find(word)!.Grade);

    [Theory, InlineData(1, false), InlineData(1.001, true)]
    public void a_body_that_takes_more_than_a_second_is_a_warning(double body, bool warned)
    {
        var bot = new SeenBot().Asked(Purpose.Message, "m1", 1, r => r with { EndedAt = r.StatusAt + Seconds(body) }).Said(1.05, "a", "m1");
        Assert.Equal(warned, bot.Find(Words.SlowResponse) is { Grade: Grade.Warning });
    }

    [Fact]
    public void an_event_that_fails_or_is_answered_is_said_as_such()
    {
        Assert.Equal(Grade.Warning, new SeenBot().Asked(Purpose.Event, "e1", 1, r => r with { Status = 500 }).Find(Words.EventRefused)!.Grade);
        Assert.Equal(Grade.Note, new SeenBot().Asked(Purpose.Event, "e1", 1).Said(1.05, "what?", "e1").Find(Words.AnswersUnknownEvent)!.Grade);
    }

    [Fact]
    public void expectReplies_is_an_ability_unless_it_is_demanded()
    {
        Assert.Equal(Grade.Good, new SeenBot().Asked(Purpose.ExpectReplies, "x", 1, r => r with { ExpectReplies = true, HeldActivities = true }).Find(Words.ExpectReplies)!.Grade);
        Assert.Equal(Grade.Note, new SeenBot().Asked(Purpose.ExpectReplies, "x", 1, r => r with { ExpectReplies = true }).Find(Words.NoExpectReplies)!.Grade);
        var demanded = new SeenBot(Settings with { ExpectReplies = true }).Asked(Purpose.Message, "m1", 1, r => r with { ExpectReplies = true });
        Assert.Equal(Grade.Bad, demanded.Find(Words.NoExpectReplies)!.Grade);
    }
}
