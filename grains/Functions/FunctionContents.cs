using System.Collections.Immutable;
using Conversations.Storage;

namespace Conversations.Functions;

/// <summary>The versions of a function that are still of use: as it is written now, and those of its deployments.</summary>
internal sealed record FunctionContents : StoredState
{
    public ImmutableDictionary<string, FunctionContent> Versions { get; init; } = ImmutableDictionary<string, FunctionContent>.Empty;

    public FunctionContents With(string version, FunctionDefinition definition) =>
        this with { Versions = Versions.SetItem(version, FunctionContent.Of(definition)) };

    /// <summary>Without what the catalog names no longer.</summary>
    public FunctionContents Keeping(FunctionView? view) =>
        this with { Versions = Versions.RemoveRange(Versions.Keys.Where(v => v != view?.Version && view?.Deployments.Any(d => d.Version == v) != true)) };
}

/// <summary>A <see cref="FunctionDefinition"/> as it is stored.</summary>
internal sealed record FunctionContent : StoredState
{
    public string? Event { get; init; }
    public ImmutableArray<string> SkillIds { get; init; } = [];
    public string? Code { get; init; }
    public string? Url { get; init; }
    public string? Description { get; init; }
    public required TimeSpan Timeout { get; init; }
    public ImmutableDictionary<string, string> Environment { get; init; } = ImmutableDictionary<string, string>.Empty;

    public static FunctionContent Of(FunctionDefinition d) => new()
    {
        Event = d.Event, SkillIds = d.SkillIds, Code = d.Code, Url = d.Url, Description = d.Description, Timeout = d.Timeout, Environment = d.Environment,
    };

    public FunctionDefinition Definition(string id) => new()
    {
        Id = id, Event = Event, SkillIds = SkillIds, Code = Code, Url = Url, Description = Description, Timeout = Timeout, Environment = Environment,
    };
}
