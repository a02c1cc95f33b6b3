using System.Collections.Immutable;
using Conversations.Embedded;

namespace Orleans.Runtime;

/// <summary>Values that go along with calls, from caller to callee and further, never back.</summary>
public static class RequestContext
{
    private const string ReentrancyKey = "#CCR";
    private static readonly AsyncLocal<ImmutableDictionary<string, object>?> Values = new();

    /// <summary>Identity of the call chain inside <see cref="AllowCallChainReentrancy"/>; empty outside.</summary>
    public static Guid ReentrancyId
    {
        get => Values.Value is { } values && values.TryGetValue(ReentrancyKey, out var id) ? (Guid)id : Guid.Empty;
        set
        {
            if (value == Guid.Empty) Remove(ReentrancyKey);
            else Set(ReentrancyKey, value);
        }
    }

    /// <summary>All keys.</summary>
    public static IEnumerable<string> Keys => Values.Value?.Keys ?? [];

    /// <summary>All values with their keys.</summary>
    public static IEnumerable<KeyValuePair<string, object>> Entries => Values.Value ?? ImmutableDictionary<string, object>.Empty;

    /// <summary>The value under that key, or null.</summary>
    public static object? Get(string key) => Values.Value?.GetValueOrDefault(key);

    /// <summary>Sets a value for the calls that follow from here.</summary>
    public static void Set(string key, object value) =>
        Values.Value = (Values.Value ?? ImmutableDictionary<string, object>.Empty).SetItem(key, value);

    /// <summary>Removes a value; false when there was none.</summary>
    public static bool Remove(string key)
    {
        if (Values.Value is not { } values || !values.ContainsKey(key))
            return false;
        var rest = values.Remove(key);
        Values.Value = rest.IsEmpty ? null : rest;
        return true;
    }

    /// <summary>Removes all values.</summary>
    public static void Clear()
    {
        if (Values.Value is not null)
            Values.Value = null;
    }

    /// <summary>Until the result is disposed, calls that come back to the current activation along the chain of calls made
    /// from here are let in, instead of waiting for one another.</summary>
    public static ReentrancySection AllowCallChainReentrancy()
    {
        var current = ReentrancyId;
        return new(current, current == Guid.Empty ? Guid.NewGuid() : current);
    }

    /// <summary>Takes <see cref="AllowCallChainReentrancy"/> back until the result is disposed.</summary>
    public static ReentrancySection SuppressCallChainReentrancy() => new(ReentrancyId, Guid.Empty);

    /// <summary>The stretch of code in which call-chain reentrancy is allowed or suppressed.</summary>
    public readonly struct ReentrancySection : IDisposable
    {
        private readonly Guid _original;
        private readonly Guid _current;

        /// <summary>Enters a section.</summary>
        public ReentrancySection(Guid originalReentrancyId, Guid newReentrancyId)
        {
            _original = originalReentrancyId;
            _current = newReentrancyId;
            if (_current != _original)
                ReentrancyId = _current;
            if (_current != Guid.Empty)
                Activation.Current?.EnterSection(_current);
        }

        /// <summary>Leaves the section.</summary>
        public void Dispose()
        {
            if (_current != Guid.Empty)
                Activation.Current?.LeaveSection(_current);
            if (_current != _original)
                ReentrancyId = _original;
        }
    }
}
