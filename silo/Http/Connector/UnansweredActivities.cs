using System.Security.Cryptography;
using System.Text;

namespace Conversations.Silo.Http.Connector;

/// <summary>
/// Remembers activities without any id whose sender was not told that they arrived. Bots send such a one again, and nothing in the repeat
/// says that it is one: with these, equal content counts once. Of this process alone; what an earlier one may have heard is doubted right after the start.
/// </summary>
internal sealed class UnansweredActivities(TimeProvider time)
{
    /// <summary>Longer than bots go on trying: about 5 s with the Bot Framework SDK.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan AfterStart = TimeSpan.FromSeconds(15);
    private const int Most = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, DateTimeOffset> _unanswered = new(StringComparer.Ordinal);
    private readonly Queue<(string Name, DateTimeOffset Until)> _ends = new();
    private readonly HashSet<string> _heardAtStart = new(StringComparer.Ordinal);
    private readonly DateTimeOffset _settled = time.GetUtcNow() + AfterStart;

    /// <summary>What an activity is remembered by.</summary>
    public static string NameOf(ConversationKey conversation, string? replyTo, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{conversation}\n{replyTo}\n"));
        hash.AppendData(body);
        return Convert.ToBase64String(hash.GetHashAndReset());
    }

    /// <summary>The sender of this one will not learn that it arrived.</summary>
    public void Add(string name)
    {
        lock (_gate)
        {
            var until = time.GetUtcNow() + Life;
            _unanswered[name] = until;
            _ends.Enqueue((name, until));
            Forget();
        }
    }

    /// <summary>Whether one that arrives now may be a repeat. Each that was remembered is taken for one repeat, not for more.</summary>
    public bool IsDoubtful(string name)
    {
        lock (_gate)
        {
            Forget();
            if (_unanswered.Remove(name)) return true;
            if (time.GetUtcNow() < _settled) return _heardAtStart.Count < Most && _heardAtStart.Add(name);
            if (_heardAtStart.Count > 0) _heardAtStart.Clear();
            return false;
        }
    }

    private void Forget()
    {
        var now = time.GetUtcNow();
        while (_ends.TryPeek(out var end) && (end.Until <= now || _ends.Count > Most))
        {
            _ends.Dequeue();
            // It may have come once more since.
            if (_unanswered.TryGetValue(end.Name, out var until) && until == end.Until) _unanswered.Remove(end.Name);
        }
    }
}
