using System.Collections.Immutable;
using Conversations.Storage;

namespace Conversations.Functions;

/// <summary>A part of the invocation log, so that a write need not write all of it.</summary>
internal sealed record InvocationLogPage : StoredState
{
    /// <summary>The how-many-th invocation the first one is, from 0.</summary>
    public long First { get; init; }
    /// <summary>Oldest first.</summary>
    public ImmutableArray<Invocation> Invocations { get; init; } = [];
}

/// <summary>How often the function was invoked.</summary>
internal sealed record InvocationCounts : StoredState
{
    public long Succeeded { get; init; }
    public ImmutableDictionary<string, long> Failed { get; init; } = ImmutableDictionary<string, long>.Empty;
    public TimeSpan Took { get; init; }

    public InvocationCounts With(Invocation invocation) => invocation.ErrorCode is { } code
        ? this with { Took = Took + invocation.Took, Failed = Failed.SetItem(code, Failed.GetValueOrDefault(code) + 1) }
        : this with { Took = Took + invocation.Took, Succeeded = Succeeded + 1 };

    public FunctionUsage Usage => new()
    {
        Invocations = Succeeded + Failed.Values.Sum(), Succeeded = Succeeded, Took = Took,
        Failed = Failed.ToImmutableSortedDictionary(StringComparer.Ordinal),
    };
}
