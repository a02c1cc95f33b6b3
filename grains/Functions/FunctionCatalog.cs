using System.Collections.Immutable;
using Conversations.Accounts;
using Conversations.Storage;

namespace Conversations.Functions;

/// <summary>What is kept of an account's functions. Those of the folder are there by themselves; here is only which were undeployed.</summary>
internal sealed record FunctionCatalog : StoredState
{
    /// <summary>Rises with every change.</summary>
    public long Version { get; init; }
    /// <summary>What the API put, by id.</summary>
    public ImmutableDictionary<string, ListedFunction> Functions { get; init; } = ImmutableDictionary<string, ListedFunction>.Empty;
    public ImmutableArray<string> UndeployedInFolder { get; init; } = [];

    public FunctionCatalog With(ListedFunction function) => this with { Version = Version + 1, Functions = Functions.SetItem(function.Id, function) };

    /// <summary>What routes are made of, for servers that read the folder themselves.</summary>
    public DeployedFunctions Deployments => new()
    {
        Version = Version, UndeployedInFolder = UndeployedInFolder,
        Functions = [.. Functions.Values.Where(f => f is { Event: not null, Deployed: not null }).Select(f => new FunctionListing
        {
            Id = f.Id, Event = f.Event, SkillIds = f.Current!.SkillIds, Version = f.Current.Version,
        })],
    };
}

/// <summary>A function that the API put.</summary>
internal sealed record ListedFunction : StoredState
{
    public required string Id { get; init; }
    public string? Event { get; init; }
    public ImmutableArray<string> SkillIds { get; init; } = [];
    public string? Description { get; init; }
    /// <summary>The version as it is written now.</summary>
    public required string Version { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    /// <summary>The deployment that is invoked; null when none is.</summary>
    public string? Deployed { get; init; }
    /// <summary>Newest first.</summary>
    public ImmutableArray<ListedDeployment> Deployments { get; init; } = [];
    public int LastDeployment { get; init; }

    public ListedDeployment? Current => Deployments.FirstOrDefault(d => d.Id == Deployed);

    public FunctionState State => Current is not { } current ? FunctionState.Draft
        : current.Version == Version ? FunctionState.Productive : FunctionState.Modified;
}

/// <summary>A version that was put to use.</summary>
internal sealed record ListedDeployment : StoredState
{
    public required string Id { get; init; }
    public required string Version { get; init; }
    public required DateTimeOffset At { get; init; }
    public ImmutableArray<string> SkillIds { get; init; } = [];
}
