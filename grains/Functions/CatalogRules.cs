using System.Collections.Immutable;
using System.Globalization;
using Conversations.Accounts;

namespace Conversations.Functions;

/// <summary>What a change of the catalog comes to: the catalog afterwards, or why it stays as it is.</summary>
internal sealed record CatalogDecision(FunctionCatalog Catalog, Refusal? Refusal = null);

/// <summary>
/// The life of functions: written, deployed, modified, undeployed; and which of them can't exist beside each other. Source: SEED2.
/// </summary>
internal static class CatalogRules
{
    /// <summary>Deployments that can be deployed again.</summary>
    public const int MostDeployments = 5;
    /// <summary>Functions that the API may put in one account.</summary>
    public const int MostFunctions = 200;
    /// <summary>The deployment of a function in the folder.</summary>
    public const string FolderDeployment = "folder";

    public static CatalogDecision Put(FunctionCatalog catalog, FunctionListing listing, Account account, DateTimeOffset now)
    {
        if (InFolder(account, listing.Id) is not null) return Refuse(catalog, RefusalCodes.FunctionInFolder,
            $"The function '{listing.Id}' lies in the account's folder; change functions/{listing.Id}.yaml there, or give this one another name.");
        var before = catalog.Functions.GetValueOrDefault(listing.Id);
        if (before is null && catalog.Functions.Count >= MostFunctions) return Refuse(catalog, RefusalCodes.InvalidField,
            $"The account has {MostFunctions} functions, which is as many as fit; delete one that is not needed.");
        if (Conflict(catalog, listing, account) is { } conflict) return new(catalog, conflict);
        if (before is { Deployed: not null } && before.Event != listing.Event) return Refuse(catalog, RefusalCodes.EventConflict,
            $"The function '{listing.Id}' is deployed on '{before.Event ?? "no event"}'; undeploy it before it moves to another event.");
        var after = (before ?? new ListedFunction { Id = listing.Id, Version = "", UpdatedAt = now }) with
        {
            Event = listing.Event, SkillIds = listing.SkillIds, Description = listing.Description, Version = listing.Version, UpdatedAt = now,
            // What was made for another event would be deployed on this one.
            Deployments = before?.Event == listing.Event ? before?.Deployments ?? [] : [],
        };
        return before?.Version == listing.Version ? new(catalog) : new(catalog.With(after));
    }

    public static CatalogDecision Deploy(FunctionCatalog catalog, string id, Account account, DateTimeOffset now)
    {
        if (InFolder(account, id) is not null) return new(catalog.UndeployedInFolder.Contains(id)
            ? catalog with { Version = catalog.Version + 1, UndeployedInFolder = catalog.UndeployedInFolder.Remove(id) } : catalog);
        if (catalog.Functions.GetValueOrDefault(id) is not { } function) return Unknown(catalog, id);
        if (function.State is FunctionState.Productive) return new(catalog);
        var deployment = new ListedDeployment
        {
            Id = (function.LastDeployment + 1).ToString(CultureInfo.InvariantCulture), Version = function.Version, At = now, SkillIds = function.SkillIds,
        };
        return new(catalog.With(function with
        {
            LastDeployment = function.LastDeployment + 1, Deployed = deployment.Id,
            Deployments = [deployment, .. function.Deployments.Take(MostDeployments - 1)],
        }));
    }

    public static CatalogDecision Redeploy(FunctionCatalog catalog, string id, string deployment, Account account)
    {
        if (InFolder(account, id) is not null) return Refuse(catalog, RefusalCodes.FunctionInFolder,
            $"The function '{id}' lies in the account's folder, which keeps no earlier deployments; put the earlier files back there.");
        if (catalog.Functions.GetValueOrDefault(id) is not { } function) return Unknown(catalog, id);
        if (function.Deployments.All(d => d.Id != deployment)) return Refuse(catalog, RefusalCodes.UnknownDeployment,
            $"The function '{id}' has no deployment '{deployment}'; it has {Names(function.Deployments.Select(d => d.Id))}.");
        return function.Deployed == deployment ? new(catalog) : new(catalog.With(function with { Deployed = deployment }));
    }

    public static CatalogDecision Undeploy(FunctionCatalog catalog, string id, Account account)
    {
        if (InFolder(account, id) is not null) return new(catalog.UndeployedInFolder.Contains(id)
            ? catalog : catalog with { Version = catalog.Version + 1, UndeployedInFolder = catalog.UndeployedInFolder.Add(id) });
        if (catalog.Functions.GetValueOrDefault(id) is not { } function) return Unknown(catalog, id);
        return new(function.Deployed is null ? catalog : catalog.With(function with { Deployed = null }));
    }

    public static CatalogDecision Delete(FunctionCatalog catalog, string id, Account account)
    {
        if (InFolder(account, id) is not null) return Refuse(catalog, RefusalCodes.FunctionInFolder,
            $"The function '{id}' lies in the account's folder; remove functions/{id}.yaml there, or undeploy it.");
        return catalog.Functions.ContainsKey(id)
            ? new(catalog with { Version = catalog.Version + 1, Functions = catalog.Functions.Remove(id) })
            : Unknown(catalog, id);
    }

    public static FunctionDefinition? InFolder(Account account, string id) => account.Functions.FirstOrDefault(f => f.Id == id);

    public static Refusal Unknown(string id) => new()
    {
        Code = RefusalCodes.UnknownFunction, Detail = $"There is no function '{id}' in this account; list them with GET functions.",
    };

    private static CatalogDecision Unknown(FunctionCatalog catalog, string id) => new(catalog, Unknown(id));

    private static Refusal? Conflict(FunctionCatalog catalog, FunctionListing listing, Account account)
    {
        if (listing.Event is not { } wanted) return null;
        var others = account.Functions.Select(f => (f.Id, f.Event)).Concat(catalog.Functions.Values.Select(f => (f.Id, f.Event)));
        var (other, taken) = others.FirstOrDefault(o => o.Id != listing.Id && o.Event is { } e && MessagingEvents.Exclude(wanted, e));
        return other is null ? null : new Refusal
        {
            Code = RefusalCodes.EventConflict,
            Detail = $"'{listing.Id}' can't be on '{wanted}' while '{other}' is on '{taken}': one function answers an event, and conversation idle "
                + "excludes the split idle events. Delete that one, or invoke both from one function (an orchestrator).",
        };
    }

    private static CatalogDecision Refuse(FunctionCatalog catalog, string code, string detail) => new(catalog, new Refusal { Code = code, Detail = detail });

    private static string Names(IEnumerable<string> names) => string.Join(", ", names) is { Length: > 0 } list ? list : "none";
}
