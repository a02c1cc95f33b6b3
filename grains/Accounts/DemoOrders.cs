using System.Globalization;

namespace Conversations.Accounts;

/// <summary>The order system that the account <c>demo</c> talks to: order N takes N seconds to look up. Source: contract, demo account.</summary>
public static class DemoOrders
{
    private const int Slowest = 30;
    private static readonly string[] Statuses = ["shipped", "being packed", "delivered", "waiting for payment"];
    private static readonly string[] Carriers = ["North Post", "Quick Parcel", "Blue Wheel"];

    /// <summary>How long it takes to look the order up, and the JSON that is answered then; null when there is no such order.</summary>
    public static (TimeSpan Takes, string Body)? Find(string number) =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n <= Slowest
            ? (TimeSpan.FromSeconds(n),
                $$"""{"order":{{n}},"status":"{{Statuses[n % Statuses.Length]}}","carrier":"{{Carriers[n % Carriers.Length]}}","items":{{(n % 5) + 1}}}""")
            : null;
}
