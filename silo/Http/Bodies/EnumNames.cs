using System.Reflection;
using System.Text.Json.Serialization;

namespace Conversations.Silo.Http.Bodies;

/// <summary>The names that the members of an enum have on the wire.</summary>
internal static class EnumNames
{
    public static IEnumerable<string> Of(Type type) =>
        from field in type.GetFields(BindingFlags.Public | BindingFlags.Static)
        let name = field.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? field.Name
        where name.Length > 0
        select name;

    /// <summary>Reads a name of the wire; false for any other text, numbers included.</summary>
    public static bool TryRead<T>(string text, out T value) where T : struct, Enum
    {
        foreach (var field in typeof(T).GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            if (text.Length > 0 && (field.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? field.Name) == text)
            {
                value = (T)field.GetValue(null)!;
                return true;
            }
        }
        value = default;
        return false;
    }
}
