using Conversations.Tests.Servers;

namespace Conversations.Tests.House;

/// <summary>Tests with a server in a process of its own can be left out, or run alone, by their category.</summary>
public class What_has_a_category
{
    [Fact]
    public void is_every_test_with_real_processes()
    {
        var real = typeof(RealProcesses).Assembly.GetTypes()
            .Where(t => t.CustomAttributes.Any(a => a.AttributeType == typeof(CollectionAttribute) && RealProcesses.Name.Equals(a.ConstructorArguments[0].Value)))
            .ToList();
        Assert.True(real.Count > 20);
        Assert.Empty(real.Where(t => !t.CustomAttributes.Any(a => a.AttributeType == typeof(TraitAttribute) && "Category".Equals(a.ConstructorArguments[0].Value))).Select(t => t.FullName));
    }
}
