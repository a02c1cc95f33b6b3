using System.Reflection;
using Orleans;

namespace Conversations.Tests.House;

/// <summary>What Orleans needs to send and store data, held here because the embedded engine copies nothing.</summary>
public class What_crosses_a_grain_call
{
    private static readonly Assembly[] Ours = [typeof(IConversationGrain).Assembly, typeof(Conversation).Assembly];

    public static TheoryData<Type> Types => [.. Reached().OrderBy(t => t.FullName, StringComparer.Ordinal)];

    [Fact]
    public void is_found_at_all() => Assert.InRange(Reached().Count, 30, 500);

    [Theory, MemberData(nameof(Types))]
    public void can_be_serialized_under_a_name_of_its_own(Type type)
    {
        Assert.True(type.IsDefined(typeof(GenerateSerializerAttribute), false), $"{type} lacks [GenerateSerializer].");
        Assert.True(type.IsDefined(typeof(AliasAttribute), false), $"{type} lacks [Alias].");
    }

    [Theory, MemberData(nameof(Types))]
    public void numbers_its_members_and_never_twice_the_same(Type type)
    {
        if (type.IsEnum) return;
        var members = Data(type).ToList();
        foreach (var member in members) Assert.True(Id(member) is not null, $"{type.Name}.{member.Name} lacks [Id].");
        Assert.Equal(members.Count, members.Select(Id).Distinct().Count());
    }

    [Theory, MemberData(nameof(Types))]
    public void can_not_be_changed(Type type)
    {
        if (type.IsEnum || typeof(Exception).IsAssignableFrom(type)) return;
        Assert.True(type.IsDefined(typeof(ImmutableAttribute), false), $"{type} lacks [Immutable].");
        foreach (var member in Data(type))
        {
            var init = member.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Any(m => m.Name == "IsExternalInit") ?? true;
            Assert.True(init, $"{type.Name}.{member.Name} can be set; make it 'init'.");
            Assert.False(member.PropertyType.IsArray, $"{type.Name}.{member.Name} is an array; make it an ImmutableArray.");
        }
    }

    [Fact]
    public void has_an_alias_that_nothing_else_has()
    {
        var aliases = Reached().Select(t => t.GetCustomAttribute<AliasAttribute>(false)?.Alias).ToList();
        Assert.Equal(aliases.Count, aliases.Distinct().Count());
    }

    [Fact]
    public void is_asked_of_grains_and_methods_that_keep_their_names()
    {
        foreach (var grain in Grains())
        {
            Assert.True(grain.IsDefined(typeof(AliasAttribute), false), $"{grain} lacks [Alias].");
            foreach (var method in grain.GetMethods())
            {
                Assert.True(method.IsDefined(typeof(AliasAttribute), false), $"{grain.Name}.{method.Name} lacks [Alias].");
            }
        }
    }

    [Fact]
    public void is_asked_of_grains_whose_key_says_whose_they_are()
    {
        foreach (var grain in Grains().Where(g => typeof(IGrainWithStringKey).IsAssignableFrom(g)))
        {
            Assert.True(typeof(IKeyedByAccount).IsAssignableFrom(grain), $"{grain} has a text as its key and does not extend {nameof(IKeyedByAccount)}: callers of other accounts would not be refused.");
        }
    }

    private static uint? Id(PropertyInfo member) => member.GetCustomAttribute<IdAttribute>()?.Id;

    private static IEnumerable<PropertyInfo> Data(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(p => p.GetIndexParameters().Length == 0 && p.SetMethod is not null && !typeof(Exception).IsAssignableFrom(type));

    private static IEnumerable<Type> Grains() =>
        Ours.SelectMany(a => a.GetTypes()).Where(t => t.IsInterface && typeof(IAddressable).IsAssignableFrom(t) && t != typeof(IKeyedByAccount));

    private static HashSet<Type> Reached()
    {
        var found = new HashSet<Type>();
        foreach (var method in Grains().SelectMany(g => g.GetMethods()))
        {
            Add(method.ReturnType, found);
            foreach (var parameter in method.GetParameters()) Add(parameter.ParameterType, found);
        }
        // Goes along in the request context.
        Add(typeof(Caller), found);
        foreach (var fault in Ours.SelectMany(a => a.GetTypes()).Where(t => t is { IsPublic: true } && typeof(Exception).IsAssignableFrom(t) && t.Namespace == nameof(Conversations))) Add(fault, found);
        return found;
    }

    private static void Add(Type type, HashSet<Type> found)
    {
        foreach (var argument in type.GetGenericArguments()) Add(argument, found);
        if (type.IsInterface || !Ours.Contains(type.Assembly) || !found.Add(type) || type.IsEnum) return;
        foreach (var member in Data(type)) Add(member.PropertyType, found);
        foreach (var derived in Ours.SelectMany(a => a.GetTypes()).Where(t => t.BaseType == type)) Add(derived, found);
    }
}
