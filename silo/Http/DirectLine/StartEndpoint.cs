using Conversations.Silo.Http.Access;
using Conversations.Silo.Http.Bodies;

namespace Conversations.Silo.Http.DirectLine;

/// <summary>Starts a conversation, or finds the one that a token already started.</summary>
internal static class StartEndpoint
{
    public static void MapStart(this RouteGroupBuilder group) =>
        group.MapPost("/conversations", Start)
            .Takes<StartBody>().Produces<ConversationBody>(201).Produces<ConversationBody>(200).WithSummary("Starts a conversation");

    private static async Task<IResult> Start(
        HttpContext http, DirectLineAccess access, ConversationCalls conversations, IConversationIds ids, StreamAddresses addresses)
    {
        var caller = access.Open(http);
        var body = await StartBodies.Read(http.Request);
        var token = Token(caller, body, http.Request, ids);
        var command = new OpenConversation
        {
            Consumer = new() { Id = token.ConsumerId, Name = token.UserName },
            Bot = token.Bot,
            Language = string.IsNullOrWhiteSpace(body.Locale) ? null : body.Locale,
        };
        var receipt = await conversations.OpenPatiently(token.Key, command, http.RequestAborted);
        if (receipt.Refusal is { } refusal)
        {
            throw DirectLineFault.Of(refusal);
        }
        var answer = addresses.Answer(http.Request, token, Watermark.Start);
        return Results.Json(answer, DirectLineJson.Relaxed.ConversationBody, statusCode: receipt.Repeated ? StatusCodes.Status200OK : StatusCodes.Status201Created);
    }

    // A user that the token names was named by whoever holds the secret; the page can't be somebody else.
    private static ConsumerToken Token(DirectLineCaller caller, StartBody body, HttpRequest request, IConversationIds ids)
    {
        var bot = StartBodies.Bot(body, request, caller.Account);
        if (caller.Token is { } token)
        {
            return token.User is null
                ? token with { User = body.User?.Id, UserName = body.User?.Name, Bot = token.Bot ?? bot }
                : token with { Bot = token.Bot ?? bot };
        }
        return new() { Account = caller.Account.Id, Conversation = ids.Next(), User = body.User?.Id, UserName = body.User?.Name, Bot = bot };
    }
}
