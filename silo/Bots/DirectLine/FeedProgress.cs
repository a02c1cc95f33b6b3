using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Conversations.Silo.Bots.DirectLine;

/// <summary>
/// What a feed has shown, and what of a page is news. By the book a page holds what comes after a watermark. A service without watermarks
/// shows everything again, others the last activity, and a socket and a poll may bring the same ones.
/// </summary>
internal sealed class FeedProgress
{
    // Pages may hold nothing but what a socket has brought before, and one after them something else; a service may go round in circles, too.
    private const int MostKnown = 100;
    private readonly RecentIds _recent = new();
    private HashSet<string> _shown = new(StringComparer.Ordinal);
    private int _known;

    /// <summary>What is news in a page that was pushed; null when all of it came before, so that its watermark may lie behind by now.</summary>
    public FeedPage? Pushed(FeedPage page)
    {
        var news = page with { Activities = [.. page.Activities.Where(a => a.Id is null || _recent.IsNew(a.Id))] };
        return news.Activities.IsEmpty && !page.Activities.IsEmpty ? null : news;
    }

    /// <summary>What is news in a page that was asked for: no typing, for only what is pushed is of this moment.</summary>
    /// <param name="page">The page.</param>
    /// <param name="from">The watermark that was asked with.</param>
    /// <returns>The news, and whether there is nothing more to be had now. A service that gives pages has more of them until one shows nothing else.</returns>
    public (FeedPage News, bool IsLast) Polled(FeedPage page, string? from)
    {
        if (page.Activities.IsEmpty) return (page, true);
        var keys = KeysOf(page);
        var isElsewhere = page.Watermark is { } watermark && watermark != from;
        var news = page with { Activities = [.. page.Activities.Where((a, i) => !a.IsTyping && IsNews(a, keys[i], isElsewhere))] };
        var isSame = keys.All(_shown.Contains);
        _known = isSame || !news.Activities.IsEmpty ? 0 : _known + 1;
        _shown = keys.ToHashSet(StringComparer.Ordinal);
        var mayHaveMore = !news.Activities.IsEmpty || (isElsewhere && _known <= MostKnown);
        return (news, isSame || !mayHaveMore);
    }

    /// <summary>This was told.</summary>
    public void Add(FeedPage news) => _recent.Add(news.Activities);

    /// <summary>The last page was told by somebody else, or not at all: what is shown of it again counts as it comes.</summary>
    public void Forget() => _shown.Clear();

    // Without an id it is the same where it stands in a page from the same place.
    private bool IsNews(RemoteActivity activity, string key, bool isElsewhere) =>
        activity.Id is { } id ? _recent.IsNew(id) && !_shown.Contains(key) : isElsewhere || !_shown.Contains(key);

    private static ImmutableArray<string> KeysOf(FeedPage page)
    {
        Dictionary<string, int> unnamed = new(StringComparer.Ordinal);
        return [.. page.Activities.Select(KeyOf)];

        string KeyOf(RemoteActivity activity)
        {
            if (activity.Id is { } id) return activity.IsTyping ? $"typing {id}" : $"named {id}";
            var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(activity.Raw)));
            unnamed[hash] = unnamed.GetValueOrDefault(hash) + 1;
            return $"unnamed {hash} {unnamed[hash]}";
        }
    }
}
