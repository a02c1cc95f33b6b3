using System.Reflection;
using Conversations.Silo.Hosting;

namespace Conversations.Tests.Deployments;

/// <summary>The settings that the server reads, as its options classes have them: each names its section in a constant.</summary>
internal static class ServerSettings
{
    private static readonly Dictionary<string, Type> Sections = typeof(SiloApp).Assembly.GetTypes()
        .Select(type => (type, section: type.GetField("Section", BindingFlags.Public | BindingFlags.Static)?.GetRawConstantValue() as string))
        .Where(found => found.section is not null).ToDictionary(found => found.section!, found => found.type);

    /// <summary>Whether <c>Section:Key</c>, or a deeper one, is a setting.</summary>
    public static bool Knows(string key) => Find(key) is not null;

    /// <summary>What holds when nobody sets it.</summary>
    public static object? Default(string key)
    {
        var property = Find(key);
        Assert.True(property is not null, $"The server has no setting {key}.");
        return property.GetValue(Activator.CreateInstance(property.DeclaringType!));
    }

    private static PropertyInfo? Find(string key)
    {
        var steps = key.Split(':');
        var type = Sections.GetValueOrDefault(steps[0]);
        PropertyInfo? property = null;
        foreach (var step in steps.Skip(1))
        {
            property = type?.GetProperty(step);
            type = property?.PropertyType;
        }
        return property is { CanWrite: true } ? property : null;
    }
}
