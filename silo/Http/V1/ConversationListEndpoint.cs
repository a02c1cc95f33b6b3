using System.Globalization;
using Conversations.Journal;
using Conversations.Silo.Http.Bodies;

namespace Conversations.Silo.Http.V1;

/// <summary>Lists conversations from the journal's index, newest first; no conversation is woken for it.</summary>
internal static class ConversationListEndpoint
{
    private const int Largest = 200;
    private static readonly string[] Parameters = ["state", "skillId", "agentId", "consumerId", "q", "cursor", "limit"];

    public static void MapConversationList(this RouteGroupBuilder account) =>
        account.MapGet("/conversations", List).Produces<ConversationsAnswer>().WithSummary("A page of conversations, newest first");

    private static async Task<IResult> List(
        string account, string? state, string? skillId, string? agentId, string? consumerId, string? q, string? cursor, string? limit,
        HttpContext http, IConversationJournal journal)
    {
        V1Access.Open(http, account, V1Access.Anybody);
        var checks = new FieldChecks();
        QueryParameters.RefuseUnknown(http.Request.Query, Parameters, checks);
        var wanted = State(state, checks);
        var size = QueryParameters.Limit(limit, Largest, fallback: 50, checks);
        checks.ThrowIfAny();
        var page = await Read(journal, new()
        {
            Account = account, State = wanted, SkillId = Given(skillId), AgentId = Given(agentId), ConsumerId = Given(consumerId),
            Text = Given(q), Cursor = Given(cursor), Limit = size,
        }, http.RequestAborted);
        return Results.Json(
            new ConversationsAnswer([.. page.Conversations.Select(ListedConversationAnswer.From)]) { Next = page.Next },
            V1Json.Relaxed.ConversationsAnswer);
    }

    private static async Task<ConversationPage> Read(IConversationJournal journal, ConversationQuery query, CancellationToken cancellation)
    {
        try
        {
            return await journal.List(query, cancellation);
        }
        catch (Exception e) when (query.Cursor is not null && e is FormatException or ArgumentException)
        {
            throw new ProblemException([FieldFault.Invalid("cursor", "'cursor' must be the 'next' of an earlier page.")]);
        }
    }

    private static ConversationState? State(string? text, FieldChecks checks)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }
        var known = EnumNames.TryRead<ConversationState>(text, out var state);
        checks.When(!known, FieldFault.Invalid("state", $"'state' must be one of {string.Join(", ", EnumNames.Of(typeof(ConversationState)))}."));
        return known ? state : null;
    }

    private static string? Given(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
