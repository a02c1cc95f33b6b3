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

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
