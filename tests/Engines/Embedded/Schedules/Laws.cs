namespace Conversations.Tests.Engines.Embedded.Schedules;

/// <summary>What must hold of every conversation, whatever happened to the process.</summary>
internal static class Laws
{
    public static void Check(World world, ScriptedConsumer consumer)
    {
        var events = world.EventsOf(consumer.Key);
        var messages = events.OfType<MessagePublished>().Select(e => e.Message).ToList();
        EveryAcknowledgedMessageIsThereOnce(consumer, messages);
        PositionsHaveNoGaps(messages);
        EveryTurnEndsOnceAndAnswersAtMostOnce(events, messages);
        ProactiveMessagesComeOnceAndInTime(events);
        NeverTwoTurnsAtOnce(events);
        EveryEffectIsSettledOnce(events);
        TheJournalIsTheLiveState(world, consumer, events);
    }

    private static void EveryAcknowledgedMessageIsThereOnce(ScriptedConsumer consumer, List<Message> messages)
    {
        foreach (var (id, receipt) in consumer.Acknowledged)
        {
            var found = messages.Where(m => m.From.Id == "ann" && m.ClientMessageId == id).ToList();
            if (receipt.Refusal is not null) Assert.Empty(found);
            else Assert.Equal(receipt.Seq, Assert.Single(found).Seq);
        }
        var told = messages.Where(m => m.From.Role == Role.System).Select(m => (m.From.Id, m.ClientMessageId)).ToList();
        Assert.Equal(told.Distinct().Count(), told.Count);
    }

    private static void PositionsHaveNoGaps(List<Message> messages) =>
        Assert.Equal(Enumerable.Range(1, messages.Count).Select(i => (long)i), messages.Select(m => m.Seq));

    private static void EveryTurnEndsOnceAndAnswersAtMostOnce(IReadOnlyList<ConversationEvent> events, List<Message> messages)
    {
        foreach (var turn in events.OfType<TurnStarted>())
        {
            var end = Assert.Single(events.OfType<TurnEnded>(), e => e.Turn == turn.Turn);
            var said = messages.Where(m => m.Turn == turn.Turn && !m.Proactive).Select(m => m.Text).ToList();
            Assert.Equal(said.Distinct().Count(), said.Count);
            if (end.Outcome is TurnOutcome.Answered or TurnOutcome.Failed) Assert.NotEmpty(said);
        }
    }

    private static void ProactiveMessagesComeOnceAndInTime(IReadOnlyList<ConversationEvent> events)
    {
        var sent = new HashSet<(long, int)>();
        var ended = new HashSet<long>();
        var due = new Dictionary<(long, int), DateTimeOffset>();
        foreach (var happened in events)
        {
            if (happened is TurnEnded end) ended.Add(end.Turn);
            if (happened is RunSuspended run)
            {
                foreach (var planned in run.Planned) due[(run.Turn, planned.Index)] = planned.DueAt;
            }
            if (happened is not MessagePublished { ProactiveIndex: { } index, Message: { Turn: { } turn } message }) continue;
            Assert.True(sent.Add((turn, index)), $"Proactive message {index} of turn {turn} was sent twice.");
            Assert.DoesNotContain(turn, ended);
            Assert.True(message.SentAt >= due[(turn, index)], $"Proactive message {index} of turn {turn} was early.");
        }
    }

    private static void NeverTwoTurnsAtOnce(IReadOnlyList<ConversationEvent> events)
    {
        long? busy = null;
        foreach (var happened in events)
        {
            if (happened is TurnStarted start)
            {
                Assert.Null(busy);
                busy = start.Turn;
            }
            if (happened is TurnDetached detached && detached.Turn == busy) busy = null;
            if (happened is TurnEnded end && end.Turn == busy) busy = null;
        }
        Assert.Null(busy);
    }

    private static void EveryEffectIsSettledOnce(IReadOnlyList<ConversationEvent> events)
    {
        var settled = events.OfType<EffectSettled>().Select(e => e.Key).ToList();
        Assert.Equal(settled.Distinct().Count(), settled.Count);
        Assert.Equal(events.OfType<EffectStarted>().Select(e => e.Effect.Key).Order(), settled.Order());
    }

    private static void TheJournalIsTheLiveState(World world, ScriptedConsumer consumer, IReadOnlyList<ConversationEvent> events)
    {
        var replayed = events.Aggregate(Conversation.None(consumer.Key), Evolution.Evolve);
        var live = world.LiveView(consumer.Key)!;
        var view = Views.Of(replayed, world.Find(consumer.Key.Account)!)!;
        Assert.Equal(view with { Participants = [], Timers = [] }, live with { Participants = [], Timers = [] });
        Assert.Equal(view.Participants, live.Participants);
        Assert.Equal(view.Timers, live.Timers);
    }
}
