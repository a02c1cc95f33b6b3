namespace Conversations.Accounts.Loading;

/// <summary>Finds what a misspelt word was meant to be.</summary>
internal static class Nearest
{
    /// <summary>The known word that is at most a third of its letters away, or null.</summary>
    public static string? To(string word, IEnumerable<string> known) =>
        // Long words are not typing mistakes of short ones, and the distance is quadratic.
        word.Length > 100 ? null : known
            .Select(k => (Word: k, Distance: Distance(word.ToUpperInvariant(), k.ToUpperInvariant())))
            .Where(k => k.Distance <= Math.Max(1, k.Word.Length / 3))
            .OrderBy(k => k.Distance).ThenBy(k => k.Word, StringComparer.Ordinal)
            .Select(k => k.Word)
            .FirstOrDefault();

    /// <summary>The end of a message: the nearest word, else all that are known.</summary>
    public static string Advice(string word, IReadOnlyCollection<string> known, string ifNone) => To(word, known) switch
    {
        { } near => $"did you mean '{near}'?",
        null when known.Count is 0 => ifNone,
        null => $"known: {string.Join(", ", known.Order(StringComparer.Ordinal).Take(20))}",
    };

    /// <summary>Letters to add, drop, replace or swap with their neighbour: the four ways in which fingers slip.</summary>
    private static int Distance(string a, string b)
    {
        var costs = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                costs[i, j] = i is 0 || j is 0 ? i + j : Cheapest(costs, a, b, i, j);
            }
        }

        return costs[a.Length, b.Length];
    }

    private static int Cheapest(int[,] costs, string a, string b, int i, int j)
    {
        var replaced = costs[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
        var cheapest = Math.Min(replaced, Math.Min(costs[i - 1, j], costs[i, j - 1]) + 1);
        var swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
        return swapped ? Math.Min(cheapest, costs[i - 2, j - 2] + 1) : cheapest;
    }
}
