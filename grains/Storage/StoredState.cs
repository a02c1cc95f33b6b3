using System.Text.Json;
using System.Text.Json.Serialization;

namespace Conversations.Storage;

/// <summary>
/// Base of everything that grains keep in an <see cref="IPersistentState{TState}"/>. Servers of two versions share it while one is
/// replaced by the other, so: a field that is new is optional, a name is never used for something else, and what this version does
/// not know is kept and written back as it was.
/// </summary>
public abstract record StoredState
{
    /// <summary>Fields that a newer version wrote.</summary>
    [JsonExtensionData] public Dictionary<string, JsonElement>? Unknown { get; init; }
}
