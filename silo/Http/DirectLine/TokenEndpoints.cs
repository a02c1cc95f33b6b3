using System.Security.Cryptography;
using System.Text.Json;
using Conversations.Silo.Http.Access;
using Conversations.Silo.Http.Bodies;
using Conversations.Silo.Http.BotFramework;

namespace Conversations.Silo.Http.DirectLine;

/// <summary>Generating and refreshing tokens. Neither opens a conversation nor calls a bot.</summary>
internal static class TokenEndpoints
{
    public static void MapTokens(this RouteGroupBuilder group)
    {
        group.MapPost("/tokens/generate", Generate).Takes<StartBody>().Produces<ConversationBody>().WithSummary("Makes a token for a new conversation");
        group.MapPost("/tokens/refresh", Refresh).Produces<ConversationBody>().WithSummary("Makes a new token from one that has not expired");
        group.MapGet("/session/getsessionid", Session).Produces<SessionBody>().WithSummary("A session id for sign-in cards");
    }

    private static async Task<IResult> Generate(HttpContext http, DirectLineAccess access, ConsumerTokens tokens, IConversationIds ids)
    {
        var caller = access.Open(http);
        if (caller.Token is not null)
        {
            throw new BotFrameworkFault(403, "Forbidden", "A token can't generate tokens; use the secret, or tokens/refresh.");
        }
        var body = await StartBodies.Read(http.Request);
        var token = new ConsumerToken
        {
            Account = caller.Account.Id,
            Conversation = ids.Next(),
            User = body.User?.Id,
            UserName = body.User?.Name,
            Bot = StartBodies.Bot(body, http.Request, caller.Account),
        };
        return Answer(token, tokens);
    }

    private static IResult Refresh(HttpContext http, DirectLineAccess access, ConsumerTokens tokens)
    {
        var caller = access.Open(http);
        return Answer(caller.Token ?? throw new BotFrameworkFault(403, "Forbidden", "Only a token can be refreshed; a secret does not expire."), tokens);
    }

    private static IResult Session(HttpContext http, DirectLineAccess access)
    {
        access.Open(http);
        return Results.Json(new SessionBody(RandomNumberGenerator.GetHexString(32, lowercase: true)), DirectLineJson.Relaxed.SessionBody);
    }

    private static IResult Answer(ConsumerToken token, ConsumerTokens tokens) =>
        Results.Json(
            new ConversationBody { ConversationId = token.Conversation, Token = tokens.Issue(token), ExpiresIn = (int)ConsumerTokens.Life.TotalSeconds },
            DirectLineJson.Relaxed.ConversationBody);
}
