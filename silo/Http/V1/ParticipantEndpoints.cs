using Conversations.Silo.Http.Bodies;

namespace Conversations.Silo.Http.V1;

/// <summary>Who takes part in a conversation.</summary>
internal static class ParticipantEndpoints
{
    public static void MapParticipants(this RouteGroupBuilder account)
    {
        account.MapPost("/conversations/{conversation}/participants", Join)
            .Takes<ParticipantBody>().Produces<Participant>(201).WithSummary("Adds a participant, or changes the role of one");
        account.MapDelete("/conversations/{conversation}/participants/{participant}", Leave)
            .Produces(204).WithSummary("Removes a participant");
    }

    private static async Task<IResult> Join(string account, string conversation, HttpContext http, ConversationCalls conversations)
    {
        V1Access.Open(http, account, V1Access.Anybody);
        var body = await JsonBody.Read(http.Request, V1Json.Relaxed.ParticipantBody);
        new FieldChecks()
            .Id("id", body.Id)
            .Required("role", body.Role is not null and not Role.Unspecified)
            .Short("name", body.Name)
            .ThrowIfAny();
        var participant = new Participant { Id = body.Id!, Role = body.Role!.Value, Name = body.Name, State = body.State ?? ParticipantState.Active };
        var receipt = (await conversations.Call(V1Endpoints.Key(account, conversation), grain => grain.Join(new() { Participant = participant }), http.RequestAborted)).Accepted();
        return Results.Json(participant, V1Json.Relaxed.Participant, statusCode: receipt.Repeated ? StatusCodes.Status200OK : StatusCodes.Status201Created);
    }

    private static async Task<IResult> Leave(
        string account, string conversation, string participant, HttpContext http, ConversationCalls conversations)
    {
        V1Access.Open(http, account, V1Access.Anybody);
        (await conversations.Call(V1Endpoints.Key(account, conversation), grain => grain.Leave(new() { ParticipantId = participant }), http.RequestAborted)).Accepted();
        return Results.NoContent();
    }
}
