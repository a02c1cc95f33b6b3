using Conversations.Accounts;

namespace Conversations;

/// <summary>What can be wrong with who takes part.</summary>
internal static class OpeningCheck
{
    private const int IdLimit = 200;

    public static Refusal? Fault(OpenConversation open, Account account)
    {
        if (Fault(new Participant { Id = open.Consumer.Id, Role = Role.Consumer, Name = open.Consumer.Name }) is { } fault) return fault;
        if (open.Bot is { } bot && !account.Bots.ContainsKey(bot))
        {
            return Refusal(RefusalCodes.InvalidField, $"There is no bot '{bot}'; the account has {Listed(account.Bots.Keys)}.");
        }
        if (open.SkillId is { } skill && !account.Skills.ContainsKey(skill))
        {
            return Refusal(RefusalCodes.UnknownSkill, $"There is no skill '{skill}'; the account has {Listed(account.Skills.Keys)}.");
        }
        return open.Language is { Length: > 35 }
            ? Refusal(RefusalCodes.InvalidField, "'language' is no BCP 47 language; give one like en or de-AT.")
            : null;
    }

    public static Refusal? Fault(Participant who)
    {
        if (string.IsNullOrWhiteSpace(who.Id)) return Refusal(RefusalCodes.MissingField, "'id' of the participant is missing or blank.");
        if (who.Id.Length > IdLimit) return Refusal(RefusalCodes.InvalidField, $"'id' has {who.Id.Length} characters; at most {IdLimit} fit.");
        if (who.Name is { Length: > IdLimit }) return Refusal(RefusalCodes.InvalidField, $"'name' has {who.Name.Length} characters; at most {IdLimit} fit.");
        if (who.Role == Role.Unspecified) return Refusal(RefusalCodes.MissingField, "'role' is missing; give one, such as AGENT or MANAGER.");
        // An Orleans client can send a number that is no member.
        return Enum.IsDefined(who.Role) && Enum.IsDefined(who.State)
            ? null
            : Refusal(RefusalCodes.InvalidField, $"'{who.Id}' has a role or state that does not exist; give one by its name.");
    }

    internal static Refusal Refusal(string code, string detail) => new() { Code = code, Detail = detail };

    private static string Listed(IEnumerable<string> names) =>
        string.Join(", ", names.Order(StringComparer.Ordinal)) is { Length: > 0 } list ? list : "none";
}
