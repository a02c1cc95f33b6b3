using Conversations.Accounts;
using Conversations.Routing;

namespace Conversations.Silo.Http.V1;

/// <summary>The skills that conversations can be handed to, and who waits for them.</summary>
internal static class SkillEndpoints
{
    public static void MapSkills(this RouteGroupBuilder account)
    {
        account.MapGet("/skills", List).Produces<SkillsAnswer>().WithSummary("The skills of the account, and whether their people work now");
        account.MapGet("/queues/{skill}", Read).Produces<QueueAnswer>().WithSummary("Who waits for a skill, the most pressing first");
    }

    private static IResult List(string account, HttpContext http, TimeProvider time)
    {
        var caller = V1Access.Open(http, account, V1Access.Anybody);
        var now = time.GetUtcNow();
        return Results.Json(
            new SkillsAnswer([.. caller.Account.Skills.Values.OrderBy(s => s.Id, StringComparer.Ordinal).Select(s => Answer(s, now))]), V1Json.Relaxed.SkillsAnswer);
    }

    private static SkillAnswer Answer(Skill skill, DateTimeOffset now)
    {
        var isOpen = skill.Rules.Hours.IsOpen(now);
        return new(skill.Id)
        {
            Name = skill.Name ?? skill.Id,
            Bot = skill.Bot,
            AssignsAutomatically = skill.AssignsAutomatically,
            InWorkingHours = isOpen,
            NextShift = isOpen ? null : skill.Rules.Hours.NextOpen(now),
        };
    }

    private static async Task<IResult> Read(string account, string skill, HttpContext http, RoutingCalls routing)
    {
        var caller = V1Access.Open(http, account, V1Access.Anybody);
        if (!caller.Account.Skills.ContainsKey(skill)) throw ProblemException.UnknownSkill(skill);
        var view = await routing.Queue(account, skill, queue => queue.Read(), http.RequestAborted);
        return Results.Json(QueueAnswer.From(view), V1Json.Relaxed.QueueAnswer);
    }
}
