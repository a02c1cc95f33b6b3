using System.Collections.Immutable;

namespace Conversations.Functions;

/// <summary>
/// All functions of an account: which there are, what is deployed, and that no two are on the same event or on events that exclude
/// each other (SEED2). The key is the account id. Every change is one write. To change a function call its <see cref="IFunctionGrain"/>.
/// </summary>
[Alias("conversations.function-catalog-grain.v1")]
public interface IFunctionCatalogGrain : IGrainWithStringKey, IKeyedByAccount
{
    /// <summary>Lists a version that its function grain keeps already.</summary>
    [Alias("Put")]
    Task<FunctionReceipt> Put(FunctionListing listing);

    /// <summary>Deploys the version that is written now, or, when one is named, an earlier deployment.</summary>
    [Alias("Deploy")]
    Task<FunctionReceipt> Deploy(string function, string? deployment);

    /// <summary>No event invokes it any more.</summary>
    [Alias("Undeploy")]
    Task<FunctionReceipt> Undeploy(string function);

    /// <summary>Lists it no longer.</summary>
    [Alias("Delete")]
    Task<FunctionReceipt> Delete(string function);

    /// <summary>Every function, in order of their names.</summary>
    [ReadOnly, Alias("List")]
    Task<ImmutableArray<FunctionView>> List();

    /// <summary>One function; null when there is none.</summary>
    [ReadOnly, Alias("Read")]
    Task<FunctionView?> Read(string function);

    /// <summary>The deployments that are on events; null when they are still those of version <paramref name="known"/>.</summary>
    /// <param name="known">A version that was read before; negative for none.</param>
    [ReadOnly, Alias("Deployments")]
    Task<DeployedFunctions?> Deployments(long known);

    /// <summary>The function that is deployed on a messaging event and serves a skill; null for none.</summary>
    [ReadOnly, Alias("Find")]
    Task<FunctionTarget?> Find(string messagingEvent, string? skillId);

    /// <summary>What is deployed of a function; null when it is not deployed.</summary>
    [ReadOnly, Alias("FindFunction")]
    Task<FunctionTarget?> FindFunction(string function);
}

/// <summary>What the catalog has to know of a version.</summary>
[GenerateSerializer, Immutable, Alias("conversations.function-listing.v1")]
public sealed record FunctionListing
{
    /// <summary>The function.</summary>
    [Id(0)] public required string Id { get; init; }
    /// <summary>The version's hash.</summary>
    [Id(1)] public required string Version { get; init; }
    /// <summary>The messaging event; null for none.</summary>
    [Id(2)] public string? Event { get; init; }
    /// <summary>Empty: every skill.</summary>
    [Id(3)] public ImmutableArray<string> SkillIds { get; init; } = [];
    /// <summary>What its author says of it.</summary>
    [Id(4)] public string? Description { get; init; }
}

/// <summary>A deployment that can be invoked.</summary>
[GenerateSerializer, Immutable, Alias("conversations.function-target.v1")]
public sealed record FunctionTarget
{
    /// <summary>The function.</summary>
    [Id(0)] public required string Function { get; init; }
    /// <summary>The deployment; <c>folder</c> for what lies in the account's folder, which each server reads for itself.</summary>
    [Id(1)] public required string Deployment { get; init; }
    /// <summary>The version that its function grain keeps.</summary>
    [Id(2)] public required string Version { get; init; }
}

/// <summary>What is deployed through the API, and what of the folder is not.</summary>
[GenerateSerializer, Immutable, Alias("conversations.deployed-functions.v1")]
public sealed record DeployedFunctions
{
    /// <summary>Rises with every change.</summary>
    [Id(0)] public required long Version { get; init; }
    /// <summary>The deployed versions of functions that the API put; those without an event are left out.</summary>
    [Id(1)] public ImmutableArray<FunctionListing> Functions { get; init; } = [];
    /// <summary>Functions of the folder that were undeployed.</summary>
    [Id(2)] public ImmutableArray<string> UndeployedInFolder { get; init; } = [];
}
