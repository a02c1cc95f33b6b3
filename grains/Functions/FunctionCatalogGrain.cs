using System.Collections.Immutable;
using Conversations.Accounts;

namespace Conversations.Functions;

/// <summary>One write for each change; a change that could not be written is none.</summary>
internal sealed class FunctionCatalogGrain(
    [PersistentState("functions")] IPersistentState<FunctionCatalog> catalog, IAccounts accounts, TimeProvider time) : Grain, IFunctionCatalogGrain
{
    private Account Account => accounts.Find(this.GetPrimaryKeyString())
        ?? throw new InvalidOperationException($"There is no account '{this.GetPrimaryKeyString()}' on this server; look at the server's log for what is wrong with its folder.");

    public Task<FunctionReceipt> Put(FunctionListing listing) => Change(listing.Id, CatalogRules.Put(catalog.State, listing, Account, time.GetUtcNow()));

    public Task<FunctionReceipt> Deploy(string function, string? deployment) => Change(function, deployment is null
        ? CatalogRules.Deploy(catalog.State, function, Account, time.GetUtcNow())
        : CatalogRules.Redeploy(catalog.State, function, deployment, Account));

    public Task<FunctionReceipt> Undeploy(string function) => Change(function, CatalogRules.Undeploy(catalog.State, function, Account));

    public Task<FunctionReceipt> Delete(string function) => Change(function, CatalogRules.Delete(catalog.State, function, Account));

    public Task<ImmutableArray<FunctionView>> List() => Task.FromResult(FunctionViews.All(catalog.State, Account).ToImmutableArray());

    public Task<FunctionView?> Read(string function) => Task.FromResult(FunctionViews.Of(catalog.State, Account, function));

    public Task<DeployedFunctions?> Deployments(long known) =>
        Task.FromResult(catalog.State.Version == known ? null : catalog.State.Deployments);

    public Task<FunctionTarget?> Find(string messagingEvent, string? skillId) => Task.FromResult(
        FunctionRouting.Routes(Account, catalog.State.Deployments).FirstOrDefault(r => r.Event == messagingEvent && r.Serves(skillId)) is { } route
            ? TargetOf(route.Id) : null);

    public Task<FunctionTarget?> FindFunction(string function) => Task.FromResult(TargetOf(function));

    private FunctionTarget? TargetOf(string id) =>
        FunctionViews.Of(catalog.State, Account, id) is { Deployed: { } deployed } view
            ? new FunctionTarget { Function = id, Deployment = deployed, Version = view.Deployments.First(d => d.Id == deployed).Version }
            : null;

    private async Task<FunctionReceipt> Change(string function, CatalogDecision decision)
    {
        if (decision.Refusal is { } refusal) return new FunctionReceipt { Refusal = refusal };
        var changes = decision.Catalog.Version != catalog.State.Version;
        if (changes) await Write(decision.Catalog);
        return new FunctionReceipt { Function = FunctionViews.Of(catalog.State, Account, function), Unchanged = !changes };
    }

    private async Task Write(FunctionCatalog next)
    {
        var before = catalog.State;
        catalog.State = next;
        try
        {
            await catalog.WriteStateAsync();
        }
        catch
        {
            // Nobody may see what is perhaps not on disk; the next call begins with what is.
            catalog.State = before;
            DeactivateOnIdle();
            throw;
        }
    }
}
