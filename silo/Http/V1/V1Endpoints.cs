using Conversations.Silo.Http.Access;

namespace Conversations.Silo.Http.V1;

/// <summary>The v1 surface: <c>/v1/accounts/{account}</c>.</summary>
internal static class V1Endpoints
{
    public static void MapV1(this IEndpointRouteBuilder app)
    {
        var account = app.MapGroup("/v1/accounts/{account}").AddEndpointFilter<RouteGroupBuilder, V1Faults>().AddEndpointFilter<RouteGroupBuilder, CredentialReading>().WithTags("v1");
        account.MapConversations();
        account.MapMessages();
        account.MapEvents();
        account.MapParticipants();
        account.MapChatInstances();
        account.MapConfiguration();
        account.MapSkills();
        account.MapService();
        account.MapCommands();
        account.MapAgents();
        account.MapBots();
        account.MapFunctions();
        account.MapInvocations();
        account.MapWebhooks();
        app.Map("/v1/{**rest}", Nothing).ExcludeFromDescription();
    }

    private static IResult Nothing(HttpContext http) =>
        Problem.Of(ProblemCodes.UnknownAddress, $"{http.Request.Method} {http.Request.Path} is not served; /openapi/v1.json lists what is.").AsResult();

    /// <summary>The conversation that an address names; an id that can't be one is answered like one that does not exist.</summary>
    public static ConversationKey Key(string account, string conversation) =>
        ConversationIds.IsPossible(conversation)
            ? new(account, conversation)
            : throw ProblemException.UnknownConversation(conversation);

    /// <summary>Goes on when the command was carried out.</summary>
    public static Receipt Accepted(this Receipt receipt) =>
        receipt.Refusal is { } refusal ? throw new ProblemException(refusal) : receipt;
}
