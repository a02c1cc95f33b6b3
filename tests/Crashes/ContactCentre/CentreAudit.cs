namespace Conversations.Tests.Crashes.ContactCentre;

/// <summary>What must hold of a contact centre's conversations after everything was seen off. Every fault is a sentence.</summary>
internal static class CentreAudit
{
    public static IEnumerable<string> Faults(string id, IReadOnlyList<ConversationEvent> events, WebhookInbox inbox)
    {
        var said = events.OfType<MessagePublished>().Select(e => e.Message.Text).ToArray();
        if (said.Count(t => t == CentreAccount.Greeting(id)) != 1) yield return $"{id} was greeted {said.Count(t => t == CentreAccount.Greeting(id))} times";
        if (said.Count(t => t == CentreAccount.Goodbye(id)) != 1) yield return $"{id} was told goodbye {said.Count(t => t == CentreAccount.Goodbye(id))} times";
        if (events.OfType<ConversationClosed>().Count() != 1) yield return $"{id} was closed {events.OfType<ConversationClosed>().Count()} times";
        var goodbye = events.TakeWhile(e => e is not MessagePublished { Message.Text: { } text } || text != CentreAccount.Goodbye(id)).Count();
        if (events.ElementAtOrDefault(goodbye + 1) is not ConversationClosed) yield return $"{id} was not closed right after its goodbye";
        if (events.OfType<Transferred>().Count() != 1) yield return $"{id} was transferred {events.OfType<Transferred>().Count()} times";
        var settled = events.OfType<EffectSettled>().GroupBy(e => e.Key).Where(g => g.Count() > 1).Select(g => g.Key).ToArray();
        if (settled.Length > 0) yield return $"{id} settled {string.Join(",", settled)} more than once";
        var wanted = events.Select((e, i) => (Event: e, Version: i + 1L)).Where(e => e.Event is MessagePublished or ConversationClosed).Select(e => e.Version).ToArray();
        if (!inbox.VersionsOf(id).SequenceEqual(wanted)) yield return $"{id} was told to the webhook as [{string.Join(",", inbox.VersionsOf(id))}] and not as [{string.Join(",", wanted)}]";
    }

    /// <summary>Agents who had more conversations at one instant than fit.</summary>
    public static IEnumerable<string> Overbooked(IEnumerable<IReadOnlyList<ConversationEvent>> conversations)
    {
        var changes = new List<(DateTimeOffset At, int By, string Agent)>();
        foreach (var events in conversations)
        {
            if (events.OfType<AgentAssigned>().SingleOrDefault() is not { } assigned) continue;
            changes.Add((assigned.At, 1, assigned.Agent.Id));
            changes.Add((events.First(e => e.At >= assigned.At && e is Transferred or ConversationClosed).At, -1, assigned.Agent.Id));
        }
        foreach (var agent in changes.GroupBy(c => c.Agent))
        {
            var (now, most) = (0, 0);
            foreach (var change in agent.OrderBy(c => c.At).ThenBy(c => c.By)) most = Math.Max(most, now += change.By);
            if (most > CentreAccount.Capacity) yield return $"{agent.Key} had {most} conversations at once";
        }
    }
}
