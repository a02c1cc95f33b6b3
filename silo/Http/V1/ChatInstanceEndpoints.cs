using Conversations.Silo.Http.Bodies;

namespace Conversations.Silo.Http.V1;

/// <summary>Sends a message to a chat instance, which is a conversation by its id. Source: SEED3.</summary>
internal static class ChatInstanceEndpoints
{
    private static readonly Participant Service = new() { Id = "system", Role = Role.System };

    public static void MapChatInstances(this RouteGroupBuilder account) =>
        account.MapPost("/chat-instances/{chatInstanceId}/messages", Send)
            .Takes<ChatInstanceMessageRequest>().Produces<PublishedAnswer>(201).WithSummary("Sends a message to a chat instance");

    private static async Task<IResult> Send(string account, string chatInstanceId, HttpContext http, ConversationCalls conversations)
    {
        V1Access.Open(http, account, V1Access.Anybody);
        var body = await JsonBody.Read(http.Request, V1Json.Relaxed.ChatInstanceMessageRequest);
        new FieldChecks()
            .Required("message", !string.IsNullOrWhiteSpace(body.Message))
            .Required("chatInstanceId", !string.IsNullOrWhiteSpace(chatInstanceId))
            .Text("message", body.Message)
            .Short("clientMessageId", body.ClientMessageId)
            .ThrowIfAny();
        var receipt = (await conversations.Publish(V1Endpoints.Key(account, chatInstanceId), new()
        {
            From = Service,
            Text = body.Message,
            ClientMessageId = string.IsNullOrEmpty(body.ClientMessageId) ? null : body.ClientMessageId,
        }, http.RequestAborted)).Accepted();
        var status = receipt.Repeated ? StatusCodes.Status200OK : StatusCodes.Status201Created;
        return Results.Json(new PublishedAnswer(receipt.Seq), V1Json.Relaxed.PublishedAnswer, statusCode: status);
    }
}
