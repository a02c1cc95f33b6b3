using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Conversations.Accounts;
using Conversations.Bots;
using Conversations.Journal;
using Conversations.Tests.Conversing;

namespace Conversations.Tests.Bots;

/// <summary>Laws that hold for any run of commands around a third-party bot: requests that fail, answers late, twice, unasked and out of turn.</summary>
public class Every_decision_about_a_bot
{
    private const int Steps = 40;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 500)];

    [Theory, MemberData(nameof(Seeds))]
    public void says_nothing_twice_and_nothing_out_of_order(int seed)
    {
        var run = new Run(seed);
        var said = run.Talk.Messages.Where(m => m.From.Role is Role.Bot && m.Text!.StartsWith('#')).Select(m => int.Parse(m.Text![1..], CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(said.Distinct(), said);
        // In the order in which the bot was heard, delays and turns notwithstanding.
        var heard = run.Talk.Events.OfType<BotHeard>().SelectMany(h => h.Actions).OfType<BotLine>().Select(l => int.Parse(l.Text![1..], CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(heard.Where(said.Contains), said);
    }

    [Theory, MemberData(nameof(Seeds))]
    public void loses_nothing_that_was_heard_while_the_bot_has_the_conversation(int seed)
    {
        var run = new Run(seed);
        var actions = run.Talk.Events.OfType<BotHeard>().Sum(h => h.Actions.Length) + run.Talk.Events.OfType<BotEscalated>().Count();
        var silenced = run.Talk.Events.OfType<BotSilenced>().Sum(s => s.Count);
        var done = run.Talk.Events.Count(e => e is BotPaused or BotActionTaken || (e is MessagePublished { Message: var m } && m.From.Role is Role.Bot && m.Text!.StartsWith('#')));
        Assert.Equal(actions, silenced + done);
        Assert.Empty(run.Talk.State.Talk.Pending);
    }

    [Theory, MemberData(nameof(Seeds))]
    public void shows_nothing_once_the_bot_has_lost_the_conversation(int seed)
    {
        var run = new Run(seed);
        var has = true;
        foreach (var happened in run.Talk.Events)
        {
            if (happened is Transferred or ConversationClosed) has = happened is Transferred { Bot: not null };
            if (happened is MessagePublished { Message: { From.Role: Role.Bot } message }) Assert.True(has, $"'{message.Text}' was said after the bot had lost the conversation.");
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public void says_nothing_while_it_waits(int seed)
    {
        var run = new Run(seed);
        var waits = false;
        foreach (var happened in run.Talk.Events)
        {
            waits = happened switch { BotPaused => true, BotResumed or BotSilenced or ConversationClosed => false, _ => waits };
            if (waits && happened is MessagePublished { Message: { From.Role: Role.Bot } message }) Assert.DoesNotContain('#', message.Text!);
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public void records_typing_only_where_it_changes_what_is_shown(int seed)
    {
        var run = new Run(seed);
        var state = Conversation.None(run.Talk.State.Key);
        foreach (var happened in run.Talk.Events)
        {
            var before = Views.Of(state, run.Talk.Served)?.Bot;
            state = Evolution.Evolve(state, happened);
            if (happened is not BotTyped typed) continue;
            var after = Views.Of(state, run.Talk.Served)!.Bot!.Typing;
            Assert.True(typed.Turn is null ? after == before!.Typing : after && !before!.Typing);
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public void tells_the_bot_what_the_consumer_said_in_that_order(int seed)
    {
        var told = new Run(seed).Talk.Events.OfType<BotAsked>().SelectMany(a => a.Request.Messages.IsDefault ? [] : a.Request.Messages).ToList();
        Assert.Equal(told.Distinct().Order(), told);
    }

    [Theory, MemberData(nameof(Seeds))]
    public void ends_every_turn(int seed)
    {
        var run = new Run(seed);
        Assert.Null(run.Talk.State.Busy);
        Assert.Empty(run.Talk.State.Runs);
        Assert.Null(run.Talk.State.Talk.Pause);
        Assert.Empty(run.Talk.State.Queue);
    }

    [Theory, MemberData(nameof(Seeds))]
    public void tells_of_each_request_once_and_only_of_those_that_were_taken(int seed)
    {
        var talk = new Run(seed).Talk;
        var told = talk.Outcomes.Select(o => o.Turn).ToList();
        Assert.Equal(told.Distinct(), told);
        var asked = talk.Events.OfType<BotAsked>().ToDictionary(a => a.Request.Key, a => a.Turn);
        var taken = talk.Events.OfType<EffectSettled>().Where(s => s.Outcome.Succeeded && asked.ContainsKey(s.Key)).Select(s => asked[s.Key]).ToHashSet();
        Assert.All(told, turn => Assert.Contains(turn, taken));
        var escalated = talk.Events.OfType<BotEscalated>().Where(e => e.Reason is BotFaults.TimedOut).Select(e => e.Turn!.Value).ToHashSet();
        Assert.All(talk.Outcomes, o => Assert.Equal(escalated.Contains(o.Turn), o.Report.Fault is BotFaults.TimedOut || (o.Report.Fault is BotFaults.EmptyAnswer && escalated.Contains(o.Turn))));
    }

    [Theory, MemberData(nameof(Seeds))]
    public void replayed_from_its_journal_gives_the_live_state(int seed)
    {
        var run = new Run(seed);
        var reading = new JournalReading(null, 0, [new StoredAppend(1, run.Talk.Events.Count, JournalCodec.Encode([.. run.Talk.Events]))]);
        Assert.Equal(Text(run.Talk.State), Text(JournalCodec.Replay(run.Talk.State.Key, reading)));
        var half = run.Talk.Events.Count / 2;
        var start = run.Talk.Events.Take(half).Aggregate(Conversation.None(run.Talk.State.Key), Evolution.Evolve);
        var rest = new JournalReading(JournalCodec.EncodeSnapshot(start), half, [new StoredAppend(half + 1, run.Talk.Events.Count, JournalCodec.Encode([.. run.Talk.Events.Skip(half)]))]);
        Assert.Equal(Text(run.Talk.State), Text(JournalCodec.Replay(run.Talk.State.Key, rest)));
    }

    private static string Text(Conversation state) => Encoding.UTF8.GetString(JournalCodec.EncodeSnapshot(state));

    /// <summary>A conversation by chance, until nothing more happens by itself. Each line of the bot has a number of its own.</summary>
    private sealed class Run
    {
        private readonly Random _random;
        private readonly List<string> _sent = [];
        private int _lines;

        public Run(int seed)
        {
            _random = new Random(seed);
            var account = Partner.Account();
            var bot = account.Bots["helper"];
            Talk = new Talk(account with { Bots = account.Bots.SetItem("helper", bot with { Interruptions = new() { Policy = (InterruptionPolicy)_random.Next(3) }, Connector = Connector(bot.Connector!) }) },
                new OpenConversation { Consumer = new Consumer { Id = "ann" }, Type = (ConversationType)_random.Next(2) });
            var seconds = 0.0;
            for (var i = 0; i < Steps; i++)
            {
                seconds += _random.Next(6) * 0.75;
                if (_random.Next(4) == 0) Talk.Asleep(seconds); else Talk.At(seconds);
                Step();
            }
            Talk.At(seconds + 3600);
            foreach (var left in Talk.State.Effects.OfType<BotRequest>().ToList()) Talk.Fail(left);
            Talk.At(seconds + 7200);
        }

        public Talk Talk { get; }

        private BotConnector Connector(BotConnector connector) => connector with
        {
            Kind = (BotConnectorKind)_random.Next(1, 3),
            Welcome = _random.Next(2) == 0,
            Timeout = TimeSpan.FromSeconds(_random.Next(1, 20)),
            LateAnswers = (LateAnswers)_random.Next(3),
            Proactive = _random.Next(2) == 0,
            Combine = _random.Next(3) == 0 ? new CombineMessages { MaxMessages = 3, Within = TimeSpan.FromSeconds(2), AfterTyping = TimeSpan.FromSeconds(3) } : null,
            Escalation = _random.Next(2) == 0 ? connector.Escalation : null,
        };

        private void Step()
        {
            var requests = Talk.State.Effects.OfType<BotRequest>().ToImmutableArray();
            switch (_random.Next(12))
            {
                case 0 or 1 when !requests.IsEmpty: Settle(requests[_random.Next(requests.Length)], succeeded: true); break;
                case 2 when !requests.IsEmpty && _random.Next(3) == 0: Settle(requests[_random.Next(requests.Length)], succeeded: false); break;
                case 3 when !requests.IsEmpty: Talk.Tell(new RepeatBotRequest { Key = requests[_random.Next(requests.Length)].Key, UnlessAnswered = _random.Next(2) == 0 }); break;
                case 4 or 5: Talk.Say($"line {_random.Next(99)}", $"m{_random.Next(30)}"); break;
                case 6: Talk.Tell(new NoteTyping()); break;
                case 7 when _random.Next(12) == 0: Talk.Tell(new CloseConversation { By = CloseReason.Agent }); break;
                case 8 when Talk.State.Effects.OfType<InvokeFunction>().FirstOrDefault() is { } call: Talk.Fail(call); break;
                default: Talk.Tell(new HearBot { Bot = "helper", Activities = [.. Activities()], Doubtful = _random.Next(3) == 0 }); break;
            }
        }

        private void Settle(BotRequest request, bool succeeded) => Talk.Tell(new SettleEffect
        {
            Key = request.Key,
            Outcome = new EffectOutcome { Succeeded = succeeded, Error = succeeded ? null : BotFaults.BotError, Bot = _random.Next(3) == 0 ? new BotAnswer { Activities = [Activity(posted: false)] } : null },
        });

        // New ones, and some that were sent shortly before: what has no id, or answers nothing, may be meant twice.
        private List<string> Activities() =>
            [.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => _random.Next(4) == 0 && _sent.Count > 0 ? _sent[^_random.Next(1, Math.Min(_sent.Count, 4) + 1)] : Activity())];

        private string Activity(bool posted = true)
        {
            var asked = Talk.Events.OfType<BotAsked>().Select(a => a.Request.ActivityId).ToList();
            var reply = !posted || asked.Count == 0 || _random.Next(4) == 0 ? "" : $",\"replyToId\":\"{(_random.Next(3) == 0 ? asked[^_random.Next(1, Math.Min(asked.Count, 3) + 1)] : asked[^1])}\"";
            var id = _random.Next(4) == 0 ? "" : $",\"id\":\"a{++_lines}\"";
            var data = _random.Next(14) switch
            {
                < 3 => $"\"delay\":{{\"delay\":{_random.Next(4)}}}",
                3 => "\"action\":{\"name\":\"INVOCATION\",\"parameters\":{\"lambdaUuid\":\"f\",\"failOnError\":true}}",
                4 => "\"action\":{\"name\":\"CHANGE_TTR\",\"parameters\":{\"ttrType\":\"URGENT\"}}",
                5 when _random.Next(3) == 0 => "\"action\":{\"name\":\"TRANSFER\",\"parameters\":{\"skill\":\"human_skill\"}}",
                6 when _random.Next(4) == 0 => "\"action\":{\"name\":\"NOTHING\"}",
                7 when _random.Next(6) == 0 => "\"action\":{\"name\":\"CLOSE_CONVERSATION\"}",
                8 => "\"messageAudience\":\"AGENTS_AND_MANAGERS\"",
                _ => "",
            };
            if (_random.Next(8) == 0) return $"{{\"type\":\"typing\"{id}{reply}}}";
            var activity = $"{{\"type\":\"message\",\"text\":\"#{++_lines}\"{id}{reply},\"channelData\":{{{data}}}}}";
            if (id.Length > 0 && reply.Length > 0) _sent.Add(activity);
            return activity;
        }
    }
}
