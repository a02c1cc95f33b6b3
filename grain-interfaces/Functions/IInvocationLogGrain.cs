using System.Collections.Immutable;

namespace Conversations.Functions;

/// <summary>
/// The newest 1,000 invocations of a function, and how often it was invoked in all. The key is <c>{account}/{function}</c>. It is
/// written at most once a second, so a crash may lose the last second of it; what became of an event is in the conversation's journal.
/// </summary>
[Alias("conversations.invocation-log-grain.v1")]
public interface IInvocationLogGrain : IGrainWithStringKey, IKeyedByAccount
{
    /// <summary>Adds an invocation. Nobody waits for it.</summary>
    [OneWay, Alias("Append")]
    Task Append(Invocation invocation);

    /// <summary>Invocations that match, newest first.</summary>
    [ReadOnly, Alias("Search")]
    Task<InvocationPage> Search(InvocationFilter filter);

    /// <summary>One invocation by its id; null when it is not among the newest 1,000.</summary>
    [ReadOnly, Alias("Read")]
    Task<Invocation?> Read(string id);

    /// <summary>How often the function was invoked.</summary>
    [ReadOnly, Alias("Usage")]
    Task<FunctionUsage> Usage();
}

/// <summary>Which invocations are wanted; what is null matches everything.</summary>
[GenerateSerializer, Immutable, Alias("conversations.invocation-filter.v1")]
public sealed record InvocationFilter
{
    /// <summary>A part of the error, of the result or of what was logged; upper and lower case are alike.</summary>
    [Id(0)] public string? Text { get; init; }
    /// <summary>The outcome.</summary>
    [Id(1)] public InvocationState? State { get; init; }
    /// <summary>The conversation.</summary>
    [Id(2)] public string? Conversation { get; init; }
    /// <summary>Those from this time on, UTC.</summary>
    [Id(3)] public DateTimeOffset? Since { get; init; }
    /// <summary>Those before this time, UTC.</summary>
    [Id(4)] public DateTimeOffset? Until { get; init; }
    /// <summary>The <see cref="InvocationPage.Next"/> of the page before; null for the first.</summary>
    [Id(5)] public string? After { get; init; }
    /// <summary>1 to 200. Default 50.</summary>
    [Id(6)] public int Limit { get; init; } = 50;
}

/// <summary>A page of invocations, newest first.</summary>
[GenerateSerializer, Immutable, Alias("conversations.invocation-page.v1")]
public sealed record InvocationPage
{
    /// <summary>The invocations.</summary>
    [Id(0)] public required ImmutableArray<Invocation> Invocations { get; init; }
    /// <summary>Where the next page begins; null when there is none.</summary>
    [Id(1)] public string? Next { get; init; }
}
