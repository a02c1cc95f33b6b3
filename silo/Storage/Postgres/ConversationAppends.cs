using Conversations.Journal;

namespace Conversations.Silo.Storage.Postgres;

/// <summary>
/// The appends of one conversation that wait together, in order. Those that build on each other are written as one chain: all of
/// them or none, since the first one's version decides.
/// </summary>
internal sealed class ConversationAppends(ConversationKey key, ConversationHead? remembered)
{
    private readonly List<AppendRequest> _requests = [];
    private int _linked;

    public ConversationKey Key => key;

    /// <summary>Null when there is no such conversation, as far as is known.</summary>
    public ConversationHead? Head { get; private set; } = remembered;

    /// <summary>What is written in this pass.</summary>
    public List<AppendRequest> Chain { get; } = [];

    /// <summary>Where the conversation is once the chain is written.</summary>
    public AppendRequest Last => Chain[^1];

    /// <summary>Something of it is not settled.</summary>
    public bool IsLeft => _requests.Exists(request => !request.IsSettled);

    public IEnumerable<AppendRequest> InDoubt => _requests.Where(request => request.IsInDoubt);

    public void Add(AppendRequest request) => _requests.Add(request);

    /// <summary>What is remembered does not fit the first one, or is not to be trusted.</summary>
    public bool MustBeRead()
    {
        var first = _requests[0];
        return first.Append.ExpectedVersion != (Head?.Version ?? 0) || _requests.Exists(request => request.IsContested || request.IsInDoubt);
    }

    /// <summary>What was read just now; appends whose row is there were written by an earlier try.</summary>
    public void Found(ConversationHead? head, HashSet<Guid> written)
    {
        Head = head;
        foreach (var request in _requests.Where(request => written.Contains(request.Id)))
        {
            request.Settle();
        }
    }

    /// <summary>Sorts out what can be written now. Until the first one fits, those at another version are refused: the head was read just now.</summary>
    public void Link()
    {
        var version = Head?.Version ?? 0;
        for (_linked = 0; _linked < _requests.Count; _linked++)
        {
            var request = _requests[_linked];
            if (request.IsSettled)
            {
                continue;
            }
            if (request.Append.ExpectedVersion == version)
            {
                Chain.Add(request);
                version = request.Version;
            }
            else if (Chain.Count is 0)
            {
                request.Settle(request.Append.Conflict(version));
            }
            else
            {
                break;
            }
        }
    }

    /// <summary>The chain is written. Those behind it are judged by where the conversation is now, up to the first that fits.</summary>
    public ConversationHead Written(long id)
    {
        Head = new(id, Last.Version, Last.Id, Last.Append.Index);
        Chain.ForEach(request => request.Settle());
        foreach (var request in _requests.Skip(_linked).TakeWhile(request => request.Append.ExpectedVersion != Last.Version))
        {
            request.Settle(request.Append.Conflict(Last.Version));
        }
        return Head;
    }

    /// <summary>Nothing was written: the conversation is at another version, or another transaction holds it at this moment.</summary>
    public void NotWritten() => _requests.ForEach(request => request.IsContested = true);
}
