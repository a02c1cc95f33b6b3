using Conversations.Silo.Http.Bodies;

namespace Conversations.Silo.Http.V1;

/// <summary>The agents of an account: what they are doing, and whether they take conversations.</summary>
internal static class AgentEndpoints
{
    private const int AskedAtOnce = 50;

    public static void MapAgents(this RouteGroupBuilder account)
    {
        account.MapGet("/agents", List).Produces<AgentsAnswer>().WithSummary("The agents of the account and what they are doing");
        account.MapGet("/agents/{agent}", Read).Produces<AgentView>().WithSummary("What an agent is doing");
        account.MapPut("/agents/{agent}/presence", SetPresence)
            .Takes<PresenceRequest>().Produces<AgentView>().WithSummary("Says whether an agent takes conversations: ONLINE all, OCCUPIED those transferred to them, AWAY none");
    }

    private static async Task<IResult> List(string account, HttpContext http, RoutingCalls routing)
    {
        var caller = V1Access.Open(http, account, V1Access.Anybody);
        List<AgentView> agents = [];
        foreach (var some in caller.Account.Agents.Keys.Order(StringComparer.Ordinal).Chunk(AskedAtOnce))
        {
            var views = await Task.WhenAll(some.Select(id => routing.Agent(account, id, agent => agent.Read(), http.RequestAborted)));
            agents.AddRange(views.OfType<AgentView>());
        }
        return Results.Json(new AgentsAnswer(agents), V1Json.Relaxed.AgentsAnswer);
    }

    private static async Task<IResult> Read(string account, string agent, HttpContext http, RoutingCalls routing)
    {
        CheckAgent(V1Access.Open(http, account, V1Access.Anybody), agent);
        return Show(agent, await routing.Agent(account, agent, grain => grain.Read(), http.RequestAborted));
    }

    private static async Task<IResult> SetPresence(string account, string agent, HttpContext http, RoutingCalls routing)
    {
        CheckAgent(V1Access.Open(http, account, V1Access.Anybody), agent);
        var body = await JsonBody.Read(http.Request, V1Json.Relaxed.PresenceRequest);
        new FieldChecks().Required("state", body.State is not null).ThrowIfAny();
        return Show(agent, await routing.Agent(account, agent, grain => grain.SetPresence(body.State!.Value), http.RequestAborted));
    }

    private static void CheckAgent(V1Caller caller, string agent)
    {
        if (!caller.Account.Agents.ContainsKey(agent)) throw ProblemException.UnknownAgent(agent);
    }

    private static IResult Show(string id, AgentView? agent) => Results.Json(agent ?? throw ProblemException.UnknownAgent(id), V1Json.Relaxed.AgentView);
}
