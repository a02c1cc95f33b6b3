using System.Globalization;

namespace Conversations.Simulation;

/// <summary><c>GET {$server}/demo/orders/N</c> as this server answers it: after N seconds. Source: contract, the demo account.</summary>
internal static class DemoOrders
{
    private const string Path = "{$server}/demo/orders/";
    private const int Slowest = 30;
    private static readonly string[] Statuses = ["shipped", "being packed", "delivered", "waiting for payment"];
    private static readonly string[] Carriers = ["North Post", "Quick Parcel", "Blue Wheel"];

    /// <summary>Null when the call goes elsewhere.</summary>
    public static ScriptedAnswer? Answer(HttpIntegration call)
    {
        if (call.Method != "GET" || !call.Url.StartsWith(Path, StringComparison.Ordinal)) return null;
        var read = int.TryParse(call.Url[Path.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        return read && number <= Slowest
            ? new ScriptedAnswer { Takes = TimeSpan.FromSeconds(number), Body = Body(number) }
            : new ScriptedAnswer { Takes = TimeSpan.Zero, Status = 404 };
    }

    private static string Body(int number) =>
        $$"""{"order":{{number}},"status":"{{Statuses[number % Statuses.Length]}}","carrier":"{{Carriers[number % Carriers.Length]}}","items":{{(number % 5) + 1}}}""";
}
