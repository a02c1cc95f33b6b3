using Conversations.Accounts;
using Conversations.Journal;
using Conversations.Silo.Hosting.Stopping;

namespace Conversations.Silo.Http.Operations;

/// <summary>Whether the process lives, and whether it can do its work.</summary>
internal static class HealthEndpoints
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/health/live", () => Results.Text("live")).WithTags("Operations").WithSummary("The process lives");
        app.MapGet("/health/ready", Ready).WithTags("Operations").WithSummary("The journal is reachable, an account is loaded, and the server is not stopping");
    }

    private static async Task<IResult> Ready(IConversationJournal journal, IAccounts accounts, Draining draining, HttpContext http)
    {
        if (draining.HasBegun)
        {
            return NotReady("The server is stopping.");
        }
        if (accounts.All.IsEmpty)
        {
            return NotReady("No account is loaded.");
        }
        try
        {
            // A question to the index: as cheap as any, and it goes the whole way to the disk.
            await journal.List(new() { Account = accounts.All[0].Id, Limit = 1 }, http.RequestAborted).WaitAsync(Limit, http.RequestAborted);
            return Results.Text("ready");
        }
        catch (Exception e) when (e is JournalUnavailableException or TimeoutException)
        {
            return NotReady("The journal can't be reached.");
        }
    }

    private static IResult NotReady(string why) => Results.Text(why, statusCode: StatusCodes.Status503ServiceUnavailable);
}
