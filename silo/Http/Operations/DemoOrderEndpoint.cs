using System.Net.Mime;
using System.Text;
using Conversations.Accounts;

namespace Conversations.Silo.Http.Operations;

/// <summary>The order system of the account <c>demo</c>.</summary>
internal static class DemoOrderEndpoint
{
    public static void MapDemoOrders(this IEndpointRouteBuilder app) =>
        app.MapGet("/demo/orders/{number}", Find).WithTags("Demo").WithSummary("Looks an order up, in as many seconds as its number");

    private static async Task<IResult> Find(string number, TimeProvider time, CancellationToken cancellation)
    {
        if (DemoOrders.Find(number) is not { } order) return Results.NotFound();
        await Task.Delay(order.Takes, time, cancellation);
        return Results.Text(order.Body, MediaTypeNames.Application.Json, Encoding.UTF8);
    }
}
