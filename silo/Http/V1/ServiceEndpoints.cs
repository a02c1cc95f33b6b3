using Conversations.Silo.Http.Bodies;

namespace Conversations.Silo.Http.V1;

/// <summary>How agents take conversations and give them back, how fast they are to answer, and who the consumer turned out to be.</summary>
internal static class ServiceEndpoints
{
    public static void MapService(this RouteGroupBuilder account)
    {
        account.MapPost("/conversations/{conversation}/accept", Accept)
            .Takes<AcceptRequest>().Produces<ConversationAnswer>().WithSummary("An agent takes a conversation that waits, is proposed to them, or is with a bot");
        account.MapPost("/conversations/{conversation}/return-to-queue", Return)
            .Produces<ConversationAnswer>().WithSummary("Takes a conversation from its agent back to the queue of its skill");
        account.MapPut("/conversations/{conversation}/ttr", ChangeTtr)
            .Takes<TtrRequest>().Produces<ConversationAnswer>().WithSummary("Changes how fast agents are to answer");
        account.MapPost("/conversations/{conversation}/step-up", StepUp)
            .Takes<StepUpRequest>().Produces<ConversationAnswer>().WithSummary("The consumer, unknown so far, signed in");
    }

    private static async Task<IResult> Accept(string account, string conversation, HttpContext http, RoutingCalls routing, ConversationCalls conversations)
    {
        var caller = V1Access.Open(http, account, V1Access.Anybody);
        var body = await JsonBody.Read(http.Request, V1Json.Relaxed.AcceptRequest);
        new FieldChecks()
            .Id("agentId", body.AgentId)
            .When(body.AgentId is { } id && !string.IsNullOrWhiteSpace(id) && !caller.Account.Agents.ContainsKey(id),
                new("agentId", RefusalCodes.UnknownAgent, $"There is no agent '{body.AgentId}' in this account; GET agents lists them."))
            .ThrowIfAny();
        var key = V1Endpoints.Key(account, conversation);
        (await routing.Agent(account, body.AgentId!, agent => agent.Accept(conversation), http.RequestAborted)).Accepted();
        return await ConversationEndpoints.Show(key, conversations, http.RequestAborted);
    }

    private static Task<IResult> Return(string account, string conversation, HttpContext http, ConversationCalls conversations)
    {
        V1Access.Open(http, account, V1Access.Anybody);
        return Tell(account, conversation, grain => grain.ReturnToQueue(new()), http, conversations);
    }

    private static async Task<IResult> ChangeTtr(string account, string conversation, HttpContext http, ConversationCalls conversations)
    {
        V1Access.Open(http, account, V1Access.Anybody);
        var body = await JsonBody.Read(http.Request, V1Json.Relaxed.TtrRequest);
        new FieldChecks().Required("ttrType", body.TtrType is not null and not TtrType.Unspecified).ThrowIfAny();
        var command = new ChangeTtr { TtrType = body.TtrType!.Value, Value = body.Value };
        return await Tell(account, conversation, grain => grain.ChangeTtr(command), http, conversations);
    }

    // Who a consumer is, programs know: an agent can't sign anybody in.
    private static async Task<IResult> StepUp(string account, string conversation, HttpContext http, ConversationCalls conversations)
    {
        V1Access.Open(http, account, V1Access.Programs);
        var body = await JsonBody.Read(http.Request, V1Json.Relaxed.StepUpRequest);
        new FieldChecks().Id("consumer.id", body.Consumer?.Id).Short("consumer.name", body.Consumer?.Name).ThrowIfAny();
        var command = new StepUpConsumer { Consumer = new() { Id = body.Consumer!.Id!, Name = body.Consumer.Name, Authenticated = true } };
        return await Tell(account, conversation, grain => grain.StepUp(command), http, conversations);
    }

    private static async Task<IResult> Tell(
        string account, string conversation, Func<IConversationGrain, Task<Receipt>> command, HttpContext http, ConversationCalls conversations)
    {
        var key = V1Endpoints.Key(account, conversation);
        (await conversations.Call(key, command, http.RequestAborted)).Accepted();
        return await ConversationEndpoints.Show(key, conversations, http.RequestAborted);
    }
}
