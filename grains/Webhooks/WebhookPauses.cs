using System.Collections.Immutable;

namespace Conversations.Webhooks;

/// <summary>How long a delivery waits between its tries.</summary>
internal static class WebhookPauses
{
    private static readonly ImmutableArray<int> Seconds = [1, 2, 4, 8, 16, 30, 60, 60, 60];

    /// <summary>How often a delivery is tried before it is given up: for about four minutes when answers come at once.</summary>
    public static int Tries => Seconds.Length + 1;

    /// <summary>
    /// The pause after that many tries, up to a fifth longer: conversations that failed together don't come back together. How much
    /// longer hangs on the delivery alone, so that a run can be repeated.
    /// </summary>
    public static TimeSpan After(int tries, string delivery) => TimeSpan.FromSeconds(Seconds[tries - 1] * (1 + Share(delivery, tries) / 5));

    // FNV-1a, because the hash of a text differs from process to process.
    private static double Share(string delivery, int tries)
    {
        var hash = 2_166_136_261u ^ (uint)tries;
        foreach (var letter in delivery) hash = unchecked((hash ^ letter) * 16_777_619);
        return hash % 1_000 / 1_000.0;
    }
}
