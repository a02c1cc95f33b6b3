using Conversations.Bots;
using Conversations.Cli.BotCheck;
using Conversations.Cli.BotCheck.Examining;
using Conversations.Silo.Effects;
using Conversations.Silo.Http.Bodies;
using Words = Conversations.Cli.BotCheck.Findings;

namespace Conversations.Tests.Client.BotCheck;

/// <summary>Findings from what was seen, without a bot: all in all, and what its activities hold.</summary>
public class When_a_bot_is_judged
{
    [Fact]
    public void one_that_answers_each_request_once_and_in_time_does_all_well()
    {
        var bot = new SeenBot().Asked(Purpose.Start, "w1", 0).Said(0.05, "Welcome", null)
            .Asked(Purpose.Message, "m1", 1).Said(1.05, "one", "m1")
            .Asked(Purpose.Repeat, "m1", 2)
            .Asked(Purpose.Event, "m2", 3);
        Assert.Equal([Words.Reachable, Words.Welcome, Words.InTime, Words.Once, Words.ReplyToId, Words.UnknownEvent], bot.Findings.Select(f => f.Word));
        Assert.Equal(Grade.Good, Examination.Verdict(bot.Findings));
    }

    [Fact]
    public void the_worst_comes_first()
    {
        var bot = new SeenBot().Asked(Purpose.Start, "w1", 0).Asked(Purpose.Message, "m1", 1).Said(1.5, "a", "m1").Asked(Purpose.Message, "m2", 17);
        Assert.Equal([Grade.Bad, Grade.Warning, Grade.Note, Grade.Good, Grade.Good], bot.Findings.Select(f => f.Grade));
        Assert.Equal(Grade.Bad, Examination.Verdict(bot.Findings));
    }

    [Theory]
    [InlineData("""{"type":"message","text":"a","channelData":{"delay":{"delay":1.5}}}""", BotFaults.InvalidDelay)]
    [InlineData("""{"type":"message","text":"a","channelData":{"messageAudience":"agents_and_managers"}}""", BotFaults.InvalidAudience)]
    [InlineData("""{"type":"message","text":"a","channelData":{"encodedMetadata":"not base64!"}}""", BotFaults.MetadataNotBase64)]
    [InlineData("""{"type":"message","text":"a","channelData":{"action":{"name":"DANCE"}}}""", BotFaults.UnknownAction)]
    [InlineData("""{"type":"message","text":"a","channelData":{"action":{"name":"TRANSFER"}}}""", BotFaults.InvalidAction)]
    [InlineData("""{"type":"message","text":"","channelData":{"multiMessage":[{"type":"video","value":"a"}]}}""", BotFaults.UnknownType)]
    [InlineData("""{"type":"message","text":"","channelData":{"multiMessage":[{"type":"private-message","value":{"messageAudience":"AGENTS_AND_MANAGERS"}}]}}""", BotFaults.MissingText)]
    [InlineData("""{"type":"dance"}""", BotFaults.UnknownType)]
    [InlineData("""{"type":"message","text":""", BotFaults.InvalidShape)]
    public void whatever_a_server_refuses_or_escalates_for_is_bad_by_the_servers_word(string activity, string word)
    {
        var bot = new SeenBot().Asked(Purpose.Message, "m1", 1).Sent(1.05, activity, a => a with { PathReplyTo = "m1" });
        Assert.Equal(Grade.Bad, bot.Find(word)!.Grade);
    }

    [Fact]
    public void an_activity_without_a_type_is_told_apart_from_one_with_a_wrong_type()
    {
        var bot = new SeenBot().Asked(Purpose.Message, "m1", 1).Said(1.05, new { text = "a", replyToId = "m1" });
        Assert.Equal((Grade.Bad, null), (bot.Find(Words.UntypedActivity)!.Grade, bot.Find(BotFaults.UnknownType)));
    }

    [Theory, InlineData(100, false), InlineData(101, true)]
    public void more_activities_than_a_server_takes_are_bad(int number, bool bad)
    {
        var bot = new SeenBot().Asked(Purpose.Message, "m1", 1);
        for (var i = 0; i < number; i++) bot.Said(1.05, $"number {i}", "m1");
        Assert.Equal(bad, bot.Find(Words.TooManyActivities) is not null);
    }

    [Fact]
    public void the_check_and_the_server_take_the_same_sizes_and_numbers() => Assert.Equal(
        (Hearing.MostActivities, LimitedBody.JsonLimit, OutgoingHttp.ResponseLimit), (CheckLimits.MostActivities, CheckLimits.MostCallBytes, CheckLimits.MostResponseBytes));

    [Fact]
    public void a_stream_that_ends_in_a_message_is_a_note()
    {
        var part = new { type = "typing", text = "Hel", replyToId = "m1", entities = new[] { new { type = "streaminfo", streamType = "streaming", streamSequence = 1 } } };
        var bot = new SeenBot().Asked(Purpose.Message, "m1", 1).Said(1.02, part).Said(1.05, "Hello", "m1");
        Assert.Equal((Grade.Note, null), (bot.Find(Words.StreamsTyping)!.Grade, bot.Find(Words.TypingWithoutMessage)));
    }

    [Fact]
    public void what_the_account_needs_for_the_bot_is_noted()
    {
        object Action(string name, object parameters) => new { type = "message", text = "a", replyToId = "m1", channelData = new { messageAudience = "AGENTS_AND_MANAGERS", action = new { name, parameters } } };
        var bot = new SeenBot().Asked(Purpose.Message, "m1", 1)
            .Said(1.01, Action("TRANSFER", new { skill = "human_skill" })).Said(1.02, Action("INVOCATION", new { lambdaUuid = "f1" }))
            .Said(1.03, Action("CLOSE_CONVERSATION", new { })).Said(1.04, new { type = "message", text = "b", replyToId = "m1", channelData = new { encodedMetadata = "YQ==" } });
        Assert.Equal(["human_skill"], bot.Find(Words.NeedsSkills)!.Evidence);
        Assert.Equal(["f1"], bot.Find(Words.NeedsFunctions)!.Evidence);
        Assert.All([Words.Closes, Words.PrivateMessages, Words.NeedsEncodedMetadata], word => Assert.Equal(Grade.Note, bot.Find(word)!.Grade));
    }
}
