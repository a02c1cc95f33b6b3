using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json.Serialization;

namespace Conversations.Silo.Http.Bodies;

/// <summary>The names that the members of an enum have on the wire.</summary>
internal static class EnumNames
{
    /// <summary>Those that a caller can send: without the one that stands for a missing value.</summary>
    public static IEnumerable<string> Of(Type type) =>
        from field in type.GetFields(BindingFlags.Public | BindingFlags.Static)
        let name = NameOf(field)
        where name is not ("" or "UNSPECIFIED")
        select name;

    /// <summary>The name of a value; null for one that has none, as an older journal may hold.</summary>
    public static string? Of<T>(T value) where T : struct, Enum => Names<T>.All.GetValueOrDefault(value);

    /// <summary>Reads a name of the wire; false for any other text, numbers included.</summary>
    public static bool TryRead<T>(string text, out T value, StringComparison comparison = StringComparison.Ordinal) where T : struct, Enum
    {
        foreach (var (known, name) in Names<T>.All)
        {
            if (text.Length > 0 && name.Equals(text, comparison))
            {
                value = known;
                return true;
            }
        }
        value = default;
        return false;
    }

    private static string NameOf(FieldInfo field) => field.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? field.Name;

    // Read once for each enum: answers name one for every message and participant.
    private static class Names<T> where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> All =
            typeof(T).GetFields(BindingFlags.Public | BindingFlags.Static).ToFrozenDictionary(f => (T)f.GetValue(null)!, NameOf);
    }
}
