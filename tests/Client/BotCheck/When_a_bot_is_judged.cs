using Conversations.Bots;
using Conversations.Cli.BotCheck;
using Conversations.Cli.BotCheck.Examining;
using Conversations.Silo.Effects;
using Conversations.Silo.Http.Bodies;
using static Conversations.Tests.Client.BotCheck.SeenBot;
using Words = Conversations.Cli.BotCheck.Findings;

namespace Conversations.Tests.Client.BotCheck;

/// <summary>Findings from what was seen, without a bot.</summary>
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
    public void what_comes_when_all_is_answered_is_unasked()
    {
        var bot = new SeenBot().Asked(Purpose.Message, "m1", 1).Said(1.05, "a", "m1").Said(3, "Are you still there?", null);
        Assert.Equal((Grade.Warning, null), (bot.Find(Words.Unasked)!.Grade, bot.Find(Words.MissingReplyToId)));
    }

    [Fact]
    public void a_reply_to_something_that_was_never_sent_is_bad()
    {
        var bot = new SeenBot().Asked(Purpose.Message, "m1", 1).Said(1.05, "a", "elsewhere");
        Assert.Equal((Grade.Bad, Grade.Bad), (bot.Find(Words.UnknownReplyToId)!.Grade, bot.Find(Words.NoAnswer)!.Grade));
        Assert.Contains("elsewhere", bot.Find(Words.UnknownReplyToId)!.Evidence[0], StringComparison.Ordinal);
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
