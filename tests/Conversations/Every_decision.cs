using System.Collections.Immutable;
using Conversations.Accounts;
using Conversations.Flows;
using Conversations.Journal;

namespace Conversations.Tests.Conversing;

/// <summary>Laws that hold for any run of commands.</summary>
public class Every_decision
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 200)];

    [Theory, MemberData(nameof(Seeds))]
    public void replayed_from_its_journal_gives_the_live_state(int seed)
    {
        var talk = RandomTalk(seed);
        var bytes = JournalCodec.Encode([.. talk.Events]);
        var reading = new JournalReading(null, 0, [new StoredAppend(1, talk.Events.Count, bytes)]);
        Assert.Equal(Text(talk.State), Text(JournalCodec.Replay(talk.State.Key, reading)));
    }

    [Theory, MemberData(nameof(Seeds))]
    public void replayed_from_a_snapshot_gives_the_live_state(int seed)
    {
        var talk = RandomTalk(seed);
        var half = talk.Events.Count / 2;
        var start = talk.Events.Take(half).Aggregate(Conversation.None(talk.State.Key), Evolution.Evolve);
        var reading = new JournalReading(JournalCodec.EncodeSnapshot(start), half,
            [new StoredAppend(half + 1, talk.Events.Count, JournalCodec.Encode([.. talk.Events.Skip(half)]))]);
        Assert.Equal(Text(talk.State), Text(JournalCodec.Replay(talk.State.Key, reading)));
    }

    [Theory, MemberData(nameof(Seeds))]
    public void keeps_the_bot_busy_with_at_most_one_turn_and_not_for_ever(int seed)
    {
        var talk = RandomTalk(seed);
        var running = 0;
        foreach (var happened in talk.Events)
        {
            running += happened switch
            {
                TurnStarted => 1,
                TurnDetached => -1,
                TurnEnded e => Detached(talk, e.Turn, happened) ? 0 : -1,
                _ => 0,
            };
            Assert.InRange(running, 0, 1);
        }
        talk.At((talk.Now - Talk.Nine).TotalSeconds + 3600);
        Assert.Null(talk.State.Busy);
    }

    private static bool Detached(Talk talk, long turn, ConversationEvent before) =>
        talk.Events.TakeWhile(e => !ReferenceEquals(e, before)).OfType<TurnDetached>().Any(d => d.Turn == turn);

    private static string Text(Conversation state) => System.Text.Encoding.UTF8.GetString(JournalCodec.EncodeSnapshot(state));

    private static Talk RandomTalk(int seed)
    {
        var random = new Random(seed);
        var policy = (InterruptionPolicy)random.Next(3);
        var talk = new Talk(Talk.Account(new InterruptionRules { Policy = policy, Message = random.Next(2) == 0 ? "Wait" : "BLANK_MESSAGE" },
            Talk.SlowStep(2, 5),
            Talk.Step("wait") with { PreActions = [new WaitAction { Time = TimeSpan.FromSeconds(4) }], Message = LocalizedText.Of("Waited.") },
            Talk.Step("set") with { PreActions = [new SetVariableAction { Name = "a", Value = "{text}" }], Message = LocalizedText.Of("{a}") },
            Talk.Step("agent") with { PreActions = [new TransferAction { SkillId = "support" }] },
            Talk.Step("bye") with { PostActions = [new CloseAction()] }));
        var seconds = 0.0;
        for (var i = 0; i < 30; i++)
        {
            seconds += random.Next(8);
            if (random.Next(4) == 0) talk.Asleep(seconds); else talk.At(seconds);
            Step(talk, random);
        }
        return talk;
    }

    private static void Step(Talk talk, Random random)
    {
        var effects = talk.State.Effects;
        switch (random.Next(8))
        {
            case 0 or 1 when !effects.IsEmpty: talk.Answer(effects[random.Next(effects.Length)], ("status", "shipped")); break;
            case 2 when !effects.IsEmpty: talk.Fail(effects[random.Next(effects.Length)]); break;
            case 3: talk.Tell(TimePassed.Instance); break;
            case 4: talk.Say("wait", $"m{random.Next(9)}"); break;
            case 5 when random.Next(12) == 0: talk.Say(random.Next(2) == 0 ? "bye" : "agent"); break;
            case 5: talk.Say("set", $"m{random.Next(9)}"); break;
            default: talk.Say($"order {random.Next(9)}", $"m{random.Next(30)}"); break;
        }
    }
}
