using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json.Serialization;

namespace Conversations.EventRouting;

/// <summary>The wire names of enum members, as their JSON has them.</summary>
internal static class EventNames
{
    // A journal of an earlier version may hold a value that has no name.
    public static string Of<T>(T value) where T : struct, Enum => Names<T>.All.GetValueOrDefault(value) ?? value.ToString("D");

    private static class Names<T> where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> All = Enum.GetNames<T>().ToFrozenDictionary(
            Enum.Parse<T>, name => typeof(T).GetField(name)!.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? name);
    }
}
