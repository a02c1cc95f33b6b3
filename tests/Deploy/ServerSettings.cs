using System.Reflection;
using Conversations.Functions;
using Conversations.Silo.Hosting;

namespace Conversations.Tests.Deployments;

/// <summary>The settings that the server reads, as its options classes have them: each names its section in a constant.</summary>
internal static class ServerSettings
{
    private static readonly ILookup<string, Type> Sections = typeof(SiloApp).Assembly.GetTypes().Concat(typeof(FunctionRunnerOptions).Assembly.GetTypes())
        .Select(type => (type, section: type.GetField("Section", BindingFlags.Public | BindingFlags.Static)?.GetRawConstantValue() as string))
        .Where(found => found.section is not null).ToLookup(found => found.section!, found => found.type);

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
        return Sections[steps[0]].Select(type => Find(type, steps[1..])).FirstOrDefault(property => property is not null);
    }

    private static PropertyInfo? Find(Type section, string[] steps)
    {
        var type = section;
        PropertyInfo? property = null;
        foreach (var step in steps)
        {
            property = type?.GetProperty(step);
            type = property?.PropertyType;
        }
        return property is { CanWrite: true } ? property : null;
    }
}
