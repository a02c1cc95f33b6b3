using Conversations.Accounts;
using Conversations.Storage;

namespace Conversations.Functions;

/// <summary>
/// Content first, then the catalog, which is the one write that counts: a version that is not listed after a crash is no version, and
/// goes with the next change.
/// </summary>
internal sealed class FunctionGrain([PersistentState("versions")] IPersistentState<FunctionContents> contents, IAccounts accounts) : Grain, IFunctionGrain
{
    private string _account = "";
    private string _id = "";

    private IFunctionCatalogGrain Catalog => GrainFactory.GetGrain<IFunctionCatalogGrain>(_account);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var key = this.GetPrimaryKeyString();
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        (_account, _id) = (key[..slash], key[(slash + 1)..]);
        return Task.CompletedTask;
    }

    public async Task<FunctionReceipt> Put(FunctionDefinition definition)
    {
        var account = accounts.Find(_account) ?? throw new InvalidOperationException($"There is no account '{_account}' on this server.");
        if (FunctionCheck.Faults(definition with { Id = _id }, account) is [var fault, ..])
        {
            return new FunctionReceipt { Refusal = new Refusal { Code = fault.Code, Detail = fault.Message } };
        }
        var version = FunctionVersion.Of(definition);
        if (!contents.State.Versions.ContainsKey(version)) await Write(contents.State.With(version, definition));
        var receipt = await Catalog.Put(new FunctionListing
        {
            Id = _id, Version = version, Event = definition.Event, SkillIds = definition.SkillIds, Description = definition.Description,
        });
        await Prune();
        return receipt;
    }

    public Task<FunctionReceipt> Deploy() => Catalog.Deploy(_id, null);

    public Task<FunctionReceipt> Redeploy(string deployment) => Catalog.Deploy(_id, deployment);

    public Task<FunctionReceipt> Undeploy() => Catalog.Undeploy(_id);

    public async Task<FunctionReceipt> Delete()
    {
        var receipt = await Catalog.Delete(_id);
        if (receipt.Refusal is null) await Prune();
        return receipt;
    }

    public async Task<FunctionReading?> Read() =>
        await Catalog.Read(_id) is { } view && Definition(view.Version) is { } definition ? new FunctionReading { View = view, Definition = definition } : null;

    public Task<FunctionDefinition?> GetVersion(string version) => Task.FromResult(Definition(version));

    private FunctionDefinition? Definition(string version) =>
        accounts.Find(_account) is { } account && CatalogRules.InFolder(account, _id) is { } inFolder && FunctionVersion.Of(inFolder) == version
            ? inFolder
            : contents.State.Versions.GetValueOrDefault(version)?.Definition(_id);

    private async Task Prune()
    {
        var kept = contents.State.Keeping(await Catalog.Read(_id));
        if (kept.Versions.Count < contents.State.Versions.Count) await Write(kept);
    }

    private Task Write(FunctionContents next) => contents.WriteOrEnd(next, DeactivateOnIdle);
}
