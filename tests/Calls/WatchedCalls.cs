using System.Collections.Concurrent;

namespace Conversations.Tests.Calls;

/// <summary>Writes down who calls what.</summary>
internal sealed class WatchedCalls : IIncomingGrainCallFilter
{
    private readonly ConcurrentQueue<(string Grain, string Method, Caller? Caller)> _seen = [];

    public IEnumerable<(string Grain, string Method, Caller? Caller)> Seen => _seen;

    public Task Invoke(IIncomingGrainCallContext context)
    {
        _seen.Enqueue((context.TargetId.Key.ToString()!, context.MethodName, Caller.Current));
        return context.Invoke();
    }

    /// <summary>The callers of a method of a conversation, without repetition.</summary>
    public IEnumerable<Caller?> Of(string conversation, string method) =>
        _seen.Where(c => c.Grain == $"acme/{conversation}" && c.Method == method).Select(c => c.Caller).Distinct();
}
