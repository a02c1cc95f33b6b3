using System.Globalization;
using System.Text.Json.Serialization;

namespace Conversations.Silo.Http.Operations;

/// <summary>The order system that the account <c>demo</c> talks to: order N takes N seconds to look up. Source: contract, demo account.</summary>
internal static class DemoOrders
{
    private const int Slowest = 30;
    private static readonly string[] Statuses = ["shipped", "being packed", "delivered", "waiting for payment"];
    private static readonly string[] Carriers = ["North Post", "Quick Parcel", "Blue Wheel"];

    public static void MapDemoOrders(this IEndpointRouteBuilder app) =>
        app.MapGet("/demo/orders/{number}", Find).WithTags("Demo").WithSummary("Looks an order up, in as many seconds as its number");

    private static async Task<IResult> Find(string number, TimeProvider time, CancellationToken cancellation)
    {
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n) || n > Slowest)
        {
            return Results.NotFound();
        }
        await Task.Delay(TimeSpan.FromSeconds(n), time, cancellation);
        return Results.Json(new DemoOrder(n, Statuses[n % Statuses.Length], Carriers[n % Carriers.Length], n % 5 + 1), DemoJson.Default.DemoOrder);
    }
}

internal sealed record DemoOrder(int Order, string Status, string Carrier, int Items);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DemoOrder))]
internal sealed partial class DemoJson : JsonSerializerContext;
