using System.Reflection;
using Conversations.Embedded;

namespace Conversations.Tests.Engines.Embedded;

/// <summary>A subset and nothing else: what compiles here must compile and mean the same with the Orleans packages.</summary>
public class When_the_surface_is_held_against_Orleans
{
    /// <summary>Types of other Orleans assemblies, which are held by compiling with Engine=Orleans.</summary>
    private static readonly Dictionary<string, string[]> Elsewhere = new()
    {
        ["Orleans.Serialization.Abstractions"] = ["Orleans.GenerateSerializerAttribute", "Orleans.IdAttribute", "Orleans.AliasAttribute", "Orleans.ImmutableAttribute", "Orleans.ResponseTimeoutAttribute"],
        ["Orleans.Serialization"] = ["Orleans.Serialization.Invocation.IInvokable"],
        ["Orleans.Core"] =
        [
            "Orleans.IClusterClient", "Orleans.Configuration.MessagingOptions", "Orleans.IGrainState`1", "Orleans.GrainState`1",
            "Orleans.Storage.IGrainStorage", "Orleans.Storage.InconsistentStateException", "Orleans.Storage.BadProviderConfigException",
        ],
        ["Orleans.Runtime"] =
        [
            "Orleans.Configuration.GrainCollectionOptions", "Orleans.Configuration.SiloMessagingOptions", "Orleans.Hosting.ISiloBuilder",
            "Orleans.Hosting.SiloBuilderExtensions", "Orleans.Hosting.GrainCallFilterSiloBuilderExtensions",
            "Orleans.Runtime.IPersistentState`1", "Orleans.Runtime.IPersistentStateConfiguration", "Orleans.Runtime.PersistentStateAttribute",
            "Orleans.Runtime.Hosting.StorageProviderExtensions",
        ],
        ["Orleans.Reminders"] =
        [
            "Orleans.GrainReminderExtensions", "Orleans.IReminderTable", "Orleans.ReminderEntry", "Orleans.ReminderTableData",
            "Orleans.IRemindable", "Orleans.Runtime.IGrainReminder", "Orleans.Runtime.TickStatus", "Orleans.Runtime.ReminderException",
            "Orleans.Hosting.ReminderOptions", "Orleans.Hosting.SiloBuilderReminderExtensions",
            "Orleans.Hosting.SiloBuilderReminderMemoryExtensions",
        ],
    };

    private static readonly Dictionary<string, SurfaceType> Theirs = SurfaceReader.Read(PathOfOrleans());
    private static readonly Dictionary<string, SurfaceType> Ours = SurfaceReader.Read(typeof(EmbeddedEngine).Assembly.Location);

    public static TheoryData<string> Types => [.. Ours.Keys.Where(static name => name.StartsWith("Orleans.", StringComparison.Ordinal))];

    [Theory, MemberData(nameof(Types))]
    public void every_public_type_and_member_is_one_of_Orleans(string name)
    {
        if (!Theirs.TryGetValue(name, out var theirs))
        {
            Assert.True(Elsewhere.Values.Any(types => types.Contains(name)),
                $"{name} is not in Orleans.Core.Abstractions 10.4.2. Move it to Conversations.Embedded, or name its assembly in the list.");
            return;
        }
        var ours = Ours[name];
        Assert.Equal(theirs.Shape, ours.Shape);
        Assert.Equal(theirs.Usage, ours.Usage);
        Assert.Equal([], ours.Interfaces.Except(theirs.Interfaces));
        Assert.Equal([], ours.Members.Except(theirs.Members));
    }

    [Fact]
    public void what_is_no_part_of_Orleans_is_in_a_namespace_of_our_own() =>
        Assert.Equal([], Ours.Keys.Where(static name => !name.StartsWith("Orleans.", StringComparison.Ordinal)
            && !name.StartsWith("Conversations.Embedded.", StringComparison.Ordinal)
            && name != "Microsoft.Extensions.Hosting.OrleansSiloGenericHostExtensions"));

    [Fact]
    public void no_name_in_the_list_is_left_over() =>
        Assert.Equal([], Elsewhere.Values.SelectMany(static types => types).Where(static name => !Ours.ContainsKey(name) || Theirs.ContainsKey(name)));

    private static string PathOfOrleans()
    {
        var root = typeof(When_the_surface_is_held_against_Orleans).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(static a => a.Key == "NuGetPackageRoot").Value!;
        var path = Path.Combine(root, "microsoft.orleans.core.abstractions", "10.4.2", "lib", "net10.0", "Orleans.Core.Abstractions.dll");
        Assert.True(File.Exists(path), $"{path} is missing; 'dotnet restore' of the tests brings it (PackageDownload).");
        return path;
    }
}
