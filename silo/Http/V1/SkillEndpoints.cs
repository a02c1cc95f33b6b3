namespace Conversations.Silo.Http.V1;

/// <summary>The skills that conversations can be handed to.</summary>
internal static class SkillEndpoints
{
    public static void MapSkills(this RouteGroupBuilder account) =>
        account.MapGet("/skills", List).Produces<SkillsAnswer>().WithSummary("The skills of the account");

    private static IResult List(string account, HttpContext http)
    {
        var caller = V1Access.Open(http, account, V1Access.Anybody);
        return Results.Json(new SkillsAnswer([.. caller.Account.Skills.Keys.Order(StringComparer.Ordinal).Select(s => new SkillAnswer(s))]), V1Json.Relaxed.SkillsAnswer);
    }
}
