using Conversations.Accounts;
using Conversations.Silo.Http.Bodies;

namespace Conversations.Silo.Http.V1;

/// <summary>Opening, reading and closing a conversation.</summary>
internal static class ConversationEndpoints
{
    private const int MostFeatures = 50;
    private const int LongestFeature = 100;

    public static void MapConversations(this RouteGroupBuilder account)
    {
        account.MapPost("/conversations", Open)
            .Takes<OpenConversationRequest>().Produces<ConversationAnswer>(201).WithSummary("Opens a conversation");
        account.MapGet("/conversations/{conversation}", Read)
            .Produces<ConversationAnswer>().WithSummary("What a conversation is like now");
        account.MapPost("/conversations/{conversation}/close", Close)
            .Takes<CloseRequest>().Produces<ConversationAnswer>().WithSummary("Ends a conversation");
        account.MapConversationList();
    }

    private static async Task<IResult> Open(string account, HttpContext http, ConversationCalls conversations, IConversationIds ids)
    {
        var caller = V1Access.Open(http, account, V1Access.Anybody);
        var body = await JsonBody.Read(http.Request, V1Json.Relaxed.OpenConversationRequest);
        Check(body, caller.Account);
        var id = ids.Next();
        var key = V1Endpoints.Key(account, id);
        var command = Command(body, http);
        (await conversations.Call(key, grain => grain.Open(command), http.RequestAborted)).Accepted();
        var view = await conversations.Call(key, grain => grain.Read(), http.RequestAborted) ?? throw new InvalidOperationException($"Conversation '{id}' was opened and can't be read.");
        http.Response.Headers.Location = $"/v1/accounts/{account}/conversations/{id}";
        return Results.Json(ConversationAnswer.From(view), V1Json.Relaxed.ConversationAnswer, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> Read(string account, string conversation, HttpContext http, ConversationCalls conversations)
    {
        V1Access.Open(http, account, V1Access.Anybody);
        return await Show(V1Endpoints.Key(account, conversation), conversations, http.RequestAborted);
    }

    private static async Task<IResult> Close(string account, string conversation, HttpContext http, ConversationCalls conversations)
    {
        V1Access.Open(http, account, V1Access.Anybody);
        var body = await JsonBody.Read(http.Request, V1Json.Relaxed.CloseRequest);
        new FieldChecks()
            .Required("by", body.By is not null and not CloseReason.Unspecified)
            .When(body.By is CloseReason.Timeout, FieldFault.Invalid("by", "'by' must be AGENT, CONSUMER or SYSTEM; TIMEOUT is the service's own automatic close."))
            .ThrowIfAny();
        var key = V1Endpoints.Key(account, conversation);
        (await conversations.Call(key, grain => grain.Close(new() { By = body.By!.Value }), http.RequestAborted)).Accepted();
        return await Show(key, conversations, http.RequestAborted);
    }

    public static async Task<IResult> Show(ConversationKey key, ConversationCalls conversations, CancellationToken cancellation)
    {
        var view = await conversations.Call(key, grain => grain.Read(), cancellation) ?? throw ProblemException.UnknownConversation(key.Conversation);
        return Results.Json(ConversationAnswer.From(view), V1Json.Relaxed.ConversationAnswer);
    }

    private static void Check(OpenConversationRequest body, Account account)
    {
        new FieldChecks()
            .Id("consumer.id", body.Consumer?.Id)
            .Short("consumer.name", body.Consumer?.Name)
            .When(body.Bot is { } bot && !account.Bots.ContainsKey(bot), FieldFault.Invalid("bot", $"The account has no bot '{body.Bot}'; it has {Names(account.Bots.Keys)}."))
            .When(body.SkillId is { } skill && !account.Skills.ContainsKey(skill), new("skillId", RefusalCodes.UnknownSkill, $"The account has no skill '{body.SkillId}'; it has {Names(account.Skills.Keys)}."))
            .When(body.Context?.ClientFeatures is { Length: > MostFeatures }, FieldFault.Invalid("context.clientFeatures", $"'context.clientFeatures' has more than {MostFeatures} entries."))
            .When(body.Context?.ClientFeatures?.Any(f => f is null or { Length: > LongestFeature }) ?? false, FieldFault.Invalid("context.clientFeatures", $"Each of 'context.clientFeatures' must be a text of at most {LongestFeature} characters."))
            .ThrowIfAny();
    }

    private static string Names(IEnumerable<string> names) =>
        string.Join(", ", names.Order(StringComparer.Ordinal)) is { Length: > 0 } list ? list : "none";

    private static OpenConversation Command(OpenConversationRequest body, HttpContext http) => new()
    {
        Consumer = new() { Id = body.Consumer!.Id!, Name = body.Consumer.Name, Authenticated = body.Consumer.Authenticated ?? false },
        Bot = body.Bot,
        SkillId = body.SkillId,
        Type = body.Type ?? ConversationType.Messaging,
        Language = body.Language,
        Preview = body.Preview ?? false,
        Sdes = body.Sdes?.Text,
        Event = body.Event?.Text,
        Context = new()
        {
            CampaignId = body.Context?.CampaignId,
            EngagementId = body.Context?.EngagementId,
            SessionId = body.Context?.SessionId,
            VisitorId = body.Context?.VisitorId,
            ClientFeatures = [.. body.Context?.ClientFeatures ?? []],
            ClientIpAddress = ClientAddress.Of(http),
        },
    };
}
