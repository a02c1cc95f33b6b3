using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>What events are called in the journal and on the wire, such as <c>messagePublished.v1</c>.</summary>
public static class EventKinds
{
    private static readonly FrozenDictionary<Type, string> Kinds = typeof(ConversationEvent).GetCustomAttributes<JsonDerivedTypeAttribute>()
        .ToFrozenDictionary(a => a.DerivedType, a => (string)a.TypeDiscriminator!);

    /// <summary>Every kind there is, sorted.</summary>
    public static ImmutableArray<string> All { get; } = [.. Kinds.Values.Order(StringComparer.Ordinal)];

    /// <summary>What the event is called.</summary>
    public static string Of(ConversationEvent happened) => Kinds[happened.GetType()];

    /// <summary>Whether a kind has that name: in full, or without its version.</summary>
    public static bool Is(string kind, string name) =>
        kind.StartsWith(name, StringComparison.Ordinal) && (kind.Length == name.Length || kind[name.Length] == '.');
}
