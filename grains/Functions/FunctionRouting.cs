using System.Collections.Immutable;
using Conversations.Accounts;

namespace Conversations.Functions;

/// <summary>Which functions are on which events: those of the folder, and beside them what the API deployed. The folder wins.</summary>
public static class FunctionRouting
{
    /// <summary>The routes of an account.</summary>
    /// <param name="account">With the functions of its folder.</param>
    /// <param name="deployed">What the catalog says; null when it is not known yet.</param>
    public static ImmutableArray<FunctionRoute> Routes(Account account, DeployedFunctions? deployed)
    {
        ArgumentNullException.ThrowIfNull(account);
        var folder = account.Functions.Where(f => f.Event is not null && deployed?.UndeployedInFolder.Contains(f.Id) != true)
            .Select(f => new FunctionRoute(f.Id, f.Event!, f.SkillIds));
        var put = (deployed?.Functions ?? []).Where(f => f.Event is not null && ShadowOf(account, f.Id, f.Event) is null)
            .Select(f => new FunctionRoute(f.Id, f.Event!, f.SkillIds));
        return [.. folder, .. put];
    }

    /// <summary>The function of the folder that a function of the API has to give way to; null for none.</summary>
    public static string? ShadowOf(Account account, string id, string? messagingEvent)
    {
        ArgumentNullException.ThrowIfNull(account);
        return account.Functions.FirstOrDefault(
            f => f.Id == id || (f.Event is { } one && messagingEvent is { } other && MessagingEvents.Exclude(one, other)))?.Id;
    }
}
