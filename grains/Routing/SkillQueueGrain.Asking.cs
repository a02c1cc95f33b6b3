using Conversations.Journal;

namespace Conversations.Routing;

/// <summary>Asking conversations whether they wait: they alone know, the index and what others say only tell whom to ask.</summary>
internal sealed partial class SkillQueueGrain
{
    /// <summary>Holds the line against the journal's index: who is not in both, or has changed, is asked.</summary>
    private async Task List()
    {
        var before = _line.Conversations.ToHashSet(StringComparer.Ordinal);
        var query = new ConversationQuery { Account = _key.Account, State = ConversationState.Open, SkillId = _key.Id, Limit = PageSize };
        do
        {
            var page = await journal.List(query);
            foreach (var listed in page.Conversations)
            {
                if (listed.Index.AgentId is not null) continue;
                before.Remove(listed.Id);
                if (_line.VersionOf(listed.Id) != listed.Version) _inquiries.Add(listed.Id);
            }
            query = query with { Cursor = page.Next };
        }
        while (query.Cursor is not null);
        _inquiries.Add(before);
        _isLineSure = true;
    }

    private async Task AskConversations()
    {
        while (_inquiries.Take(AskedAtOnce) is { Length: > 0 } some)
        {
            foreach (var (conversation, view, fault) in await Task.WhenAll(some.Select(AskConversation)))
            {
                if (fault is not null) _inquiries.NotReached(conversation);
                else if (WaitingLine.EntryOf(view, _key.Id, Skill) is { } entry) _line.Set(entry, view!.Version);
                else _line.Remove(conversation);
            }
        }
        if (_inquiries.HasUnreached) _pace.Fails();
    }

    private async Task<(string Conversation, ConversationView? View, Exception? Fault)> AskConversation(string conversation)
    {
        try
        {
            return (conversation, await Conversation(conversation).Read(), null);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            LogNotAsked(log, _key.Account, _key.Id, conversation, fault);
            return (conversation, null, fault);
        }
    }

    private IConversationGrain Conversation(string id) => GrainFactory.GetGrain<IConversationGrain>(RoutingKey.Text(_key.Account, id));
}
