namespace Conversations.Silo.Storage.Postgres;

/// <summary>
/// A batch on its way through the database: conversations of which too little is known are read, then everything that fits is
/// written in one transaction. What is settled afterwards was; the rest is for another pass, in the order it had.
/// </summary>
internal sealed class AppendPass
{
    private readonly HeadCache<ConversationHead> _heads;
    private readonly List<AppendRequest> _requests;
    private readonly Dictionary<ConversationKey, ConversationAppends> _conversations = [];
    private AppendBatch? _sent;

    public AppendPass(HeadCache<ConversationHead> heads, List<AppendRequest> requests)
    {
        (_heads, _requests) = (heads, requests);
        foreach (var request in requests)
        {
            var key = request.Append.Key;
            if (!_conversations.TryGetValue(key, out var conversation))
            {
                _conversations.Add(key, conversation = new(key, heads.TryGet(key, out var head) ? head : null));
            }
            conversation.Add(request);
        }
    }

    /// <summary>It was to make conversations.</summary>
    public bool HasNew => _sent is { HasNew: true };

    public void Run(PostgresWriterSession session)
    {
        var unread = _conversations.Values.Where(conversation => conversation.MustBeRead()).ToList();
        if (unread.Count > 0)
        {
            HeadLookup.Run(session, unread);
        }
        var batch = new AppendBatch();
        foreach (var conversation in _conversations.Values)
        {
            conversation.Link();
            if (conversation.Chain.Count > 0)
            {
                batch.Add(conversation);
            }
        }
        if (!batch.IsEmpty)
        {
            Write(session, batch);
        }
    }

    /// <summary>The connection was lost, or nearly: what was sent may be written or not. Nothing that is remembered of it holds.</summary>
    public void Doubt()
    {
        foreach (var request in _sent?.Requests ?? [])
        {
            request.IsInDoubt = true;
        }
        Forget();
    }

    /// <summary>
    /// The server said that nothing of it is written, for a cause that lies in some of it: two parts, to be tried apart. Known and new
    /// conversations, or halves of those. Null when there is only one conversation.
    /// </summary>
    public (List<AppendRequest> One, List<AppendRequest> Other)? Split()
    {
        Forget();
        var left = _conversations.Values.Where(conversation => conversation.IsLeft).ToList();
        if (left.Count < 2)
        {
            return null;
        }
        var one = left.Where(conversation => conversation.Head is not null).Select(conversation => conversation.Key).ToHashSet();
        if (one.Count is 0 || one.Count == left.Count)
        {
            one = [.. left.Take(left.Count / 2).Select(conversation => conversation.Key)];
        }
        return (Of(isOne: true), Of(isOne: false));

        List<AppendRequest> Of(bool isOne) => _requests.FindAll(request => !request.IsSettled && one.Contains(request.Append.Key) == isOne);
    }

    private void Write(PostgresWriterSession session, AppendBatch batch)
    {
        _sent = batch;
        foreach (var (conversation, id) in batch.Write(session))
        {
            if (id is { } written)
            {
                _heads.Add(conversation.Key, conversation.Written(written));
            }
            else
            {
                _heads.Remove(conversation.Key);
                conversation.NotWritten();
            }
        }
    }

    public void Forget()
    {
        foreach (var key in _conversations.Keys)
        {
            _heads.Remove(key);
        }
    }
}
