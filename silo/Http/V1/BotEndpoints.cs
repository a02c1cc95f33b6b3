using Conversations.Accounts;
using Conversations.Bots;
using Conversations.Silo.Http.Bodies;

namespace Conversations.Silo.Http.V1;

/// <summary>The third-party bots of an account: how they do, and whether they are asked.</summary>
internal static class BotEndpoints
{
    public static void MapBots(this RouteGroupBuilder account)
    {
        account.MapGet("/bots", List).Produces<BotsAnswer>().WithSummary("The third-party bots of the account and how they do");
        account.MapGet("/bots/{bot}", Read).Produces<ThirdPartyBotAnswer>().WithSummary("How a third-party bot does");
        account.MapPut("/bots/{bot}/state", SetState).Takes<BotStateRequest>().Produces<ThirdPartyBotAnswer>()
            .WithSummary("Switches a third-party bot ONLINE or OFFLINE; while it is offline its conversations escalate");
    }

    private static async Task<IResult> List(string account, HttpContext http, RoutingCalls routing)
    {
        var caller = V1Access.Open(http, account, V1Access.Anybody);
        var bots = caller.Account.Bots.Values.Where(b => b.Connector is not null).OrderBy(b => b.Name, StringComparer.Ordinal).ToArray();
        var views = await Task.WhenAll(bots.Select(b => routing.Bot(account, b.Name, grain => grain.Read(), http.RequestAborted)));
        return Results.Json(new BotsAnswer([.. bots.Zip(views).Where(b => b.Second is not null).Select(b => ThirdPartyBotAnswer.From(b.First, b.Second!))]), V1Json.Relaxed.BotsAnswer);
    }

    private static async Task<IResult> Read(string account, string bot, HttpContext http, RoutingCalls routing)
    {
        var found = Find(V1Access.Open(http, account, V1Access.Anybody), bot);
        return Show(found, await routing.Bot(account, bot, grain => grain.Read(), http.RequestAborted));
    }

    private static async Task<IResult> SetState(string account, string bot, HttpContext http, RoutingCalls routing)
    {
        var found = Find(V1Access.Open(http, account, AccessRole.Admin), bot);
        var body = await JsonBody.Read(http.Request, V1Json.Relaxed.BotStateRequest);
        new FieldChecks()
            .Required("state", body.State is not null)
            .When(body.State is not (null or BotState.Online or BotState.Offline),
                FieldFault.Invalid("state", "'state' must be ONLINE or OFFLINE; interruptions come and go by themselves."))
            .ThrowIfAny();
        return Show(found, await routing.Bot(account, bot, grain => grain.SetState(body.State!.Value), http.RequestAborted));
    }

    private static Bot Find(V1Caller caller, string bot) =>
        caller.Account.Bots.GetValueOrDefault(bot) is { Connector: not null } found ? found : throw ProblemException.UnknownBot(bot);

    private static IResult Show(Bot bot, BotHealthView? view) =>
        Results.Json(ThirdPartyBotAnswer.From(bot, view ?? throw ProblemException.UnknownBot(bot.Name)), V1Json.Relaxed.ThirdPartyBotAnswer);
}

/// <summary>The answer of <c>GET bots</c>.</summary>
internal sealed record BotsAnswer(IReadOnlyList<ThirdPartyBotAnswer> Bots);

/// <summary>A third-party bot.</summary>
internal sealed record ThirdPartyBotAnswer
{
    public required string Name { get; init; }
    /// <summary><c>directline</c> or <c>botframework</c>.</summary>
    public required string Connector { get; init; }
    public required BotState State { get; init; }
    /// <summary>Why it is interrupted.</summary>
    public string? Detail { get; init; }
    public DateTimeOffset? Since { get; init; }
    /// <summary>Requests that failed since the last one that did not.</summary>
    public required int Failures { get; init; }
    public required int OpenConversations { get; init; }
    public required int ConversationLimit { get; init; }

    public static ThirdPartyBotAnswer From(Bot bot, BotHealthView view) => new()
    {
        Name = view.Name,
        Connector = bot.Connector!.Kind is BotConnectorKind.DirectLine ? "directline" : "botframework",
        State = view.State,
        Detail = view.Detail,
        Since = view.Since,
        Failures = view.Failures,
        OpenConversations = view.OpenConversations,
        ConversationLimit = view.ConversationLimit,
    };
}

/// <summary>The body of <c>PUT bots/{id}/state</c>.</summary>
internal sealed record BotStateRequest
{
    public BotState? State { get; init; }
}
