using Conversations.Accounts;

namespace Conversations.Functions;

/// <summary>What callers see of functions.</summary>
internal static class FunctionViews
{
    public static FunctionView? Of(FunctionCatalog catalog, Account account, string id) =>
        CatalogRules.InFolder(account, id) is { } inFolder ? Of(catalog, inFolder)
        : catalog.Functions.GetValueOrDefault(id) is { } listed ? Of(listed, account)
        : null;

    public static IEnumerable<FunctionView> All(FunctionCatalog catalog, Account account) => account.Functions.Select(f => Of(catalog, f))
        .Concat(catalog.Functions.Values.Where(f => CatalogRules.InFolder(account, f.Id) is null).Select(f => Of(f, account)))
        .OrderBy(f => f.Id, StringComparer.Ordinal);

    private static FunctionView Of(FunctionCatalog catalog, FunctionDefinition inFolder)
    {
        var deployed = !catalog.UndeployedInFolder.Contains(inFolder.Id);
        var version = FunctionVersion.Of(inFolder);
        return new FunctionView
        {
            Id = inFolder.Id, Event = inFolder.Event, SkillIds = inFolder.SkillIds, Description = inFolder.Description, InFolder = true,
            State = deployed ? FunctionState.Productive : FunctionState.Draft, Version = version, Deployed = deployed ? CatalogRules.FolderDeployment : null,
            Deployments = [new FunctionDeployment { Id = CatalogRules.FolderDeployment, Version = version, SkillIds = inFolder.SkillIds }],
        };
    }

    private static FunctionView Of(ListedFunction function, Account account) => new()
    {
        Id = function.Id, Event = function.Event, SkillIds = function.SkillIds, Description = function.Description, State = function.State,
        Version = function.Version, UpdatedAt = function.UpdatedAt, Deployed = function.Deployed,
        Deployments = [.. function.Deployments.Select(d => new FunctionDeployment { Id = d.Id, Version = d.Version, At = d.At, SkillIds = d.SkillIds })],
        ShadowedBy = FunctionRouting.ShadowOf(account, function.Id, function.Event),
    };
}
