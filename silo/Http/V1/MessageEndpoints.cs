using System.Globalization;
using Conversations.Accounts;
using Conversations.Silo.Http.Bodies;

namespace Conversations.Silo.Http.V1;

/// <summary>Saying something and reading what was said.</summary>
internal static class MessageEndpoints
{
    private const int Largest = 200;
    private static readonly string[] Parameters = ["after", "limit"];

    public static void MapMessages(this RouteGroupBuilder account)
    {
        account.MapPost("/conversations/{conversation}/messages", Publish)
            .Takes<PublishMessageRequest>().Produces<PublishedAnswer>(201).Produces<PublishedAnswer>(200).Produces<PublishedAnswer>(202)
            .WithSummary("Says something; the same clientMessageId again answers with the first seq");
        account.MapGet("/conversations/{conversation}/messages", Read)
            .Produces<MessagesAnswer>().WithSummary("Messages after a position, oldest first");
    }

    private static async Task<IResult> Publish(string account, string conversation, HttpContext http, ConversationCalls conversations)
    {
        var caller = V1Access.Open(http, account, V1Access.Anybody);
        var body = await JsonBody.Read(http.Request, V1Json.Relaxed.PublishMessageRequest);
        Check(body, caller);
        var receipt = (await conversations.Publish(V1Endpoints.Key(account, conversation), Command(body), http.RequestAborted)).Accepted();
        var status = receipt switch
        {
            { Repeated: true } => StatusCodes.Status200OK,
            { Ignored: true } => StatusCodes.Status202Accepted,
            _ => StatusCodes.Status201Created,
        };
        return Results.Json(new PublishedAnswer(receipt.Seq) { Ignored = receipt.Ignored && !receipt.Repeated }, V1Json.Relaxed.PublishedAnswer, statusCode: status);
    }

    private static async Task<IResult> Read(
        string account, string conversation, string? after, string? limit, HttpContext http, ConversationCalls conversations)
    {
        var caller = V1Access.OpenForReading(http, account, conversation);
        var checks = new FieldChecks();
        QueryParameters.RefuseUnknown(http.Request.Query, Parameters, checks);
        var position = QueryParameters.Position("after", after, checks);
        var size = QueryParameters.Limit(limit, Largest, fallback: 50, checks);
        checks.ThrowIfAny();
        var page = await conversations.Call(V1Endpoints.Key(account, conversation), grain => grain.ReadMessages(position, size), http.RequestAborted);
        if (!page.Exists)
        {
            throw ProblemException.UnknownConversation(conversation);
        }
        var seen = page.Messages.Where(m => caller.SeesPrivate || m.Audience is Audience.All).Select(MessageAnswer.Of);
        return Results.Json(new MessagesAnswer([.. seen]) { Next = Next(page) }, V1Json.Relaxed.MessagesAnswer);
    }

    private static string? Next(MessagePage page) =>
        page.Messages is [.., var last] && last.Seq < page.LastSeq ? last.Seq.ToString(CultureInfo.InvariantCulture) : null;

    private static void Check(PublishMessageRequest body, V1Caller caller)
    {
        var role = body.From?.Role ?? Role.Unspecified;
        new FieldChecks()
            .Id("from.id", body.From?.Id)
            .Required("from.role", role is not Role.Unspecified)
            .When(role is Role.Reader or Role.Controller,
                FieldFault.Invalid("from.role", "'from.role' must be one of CONSUMER, AGENT, ASSIGNED_AGENT, MANAGER, BOT, SYSTEM; a READER reads along and a CONTROLLER steers, neither says anything."))
            .Short("from.name", body.From?.Name)
            .Text("text", body.Text)
            .Required("text", !string.IsNullOrWhiteSpace(body.Text) || body.StructuredContent is not null)
            .EncodedMetadata("encodedMetadata", body.EncodedMetadata)
            .Short("clientMessageId", body.ClientMessageId)
            .ThrowIfAny();
        // An agent's key speaks for agents; only programs may bring in what a consumer or a bot said.
        if (caller.Role is AccessRole.Agent && role is not (Role.Agent or Role.Manager))
        {
            throw new ProblemException(ProblemCodes.Forbidden, "A key with the role 'agent' may speak as AGENT or MANAGER only.");
        }
    }

    private static PublishMessage Command(PublishMessageRequest body) => new()
    {
        From = new() { Id = body.From!.Id!, Role = body.From.Role!.Value, Name = body.From.Name },
        Text = body.Text,
        StructuredContent = body.StructuredContent?.Text,
        Metadata = body.Metadata?.Text,
        EncodedMetadata = body.EncodedMetadata,
        Audience = body.Audience ?? Audience.All,
        ClientMessageId = string.IsNullOrEmpty(body.ClientMessageId) ? null : body.ClientMessageId,
    };
}
