using System.Collections.Concurrent;
using System.Reflection;
using Orleans;

namespace Conversations.Embedded;

/// <summary>All grain interfaces and classes of the process, found once per assembly whatever the number of engines. Assemblies
/// are those that are loaded or that the loaded ones refer to; only those that the generator marked are looked into.</summary>
internal static class GrainCatalog
{
    private static readonly Lock Gate = new();
    private static readonly HashSet<string> Seen = new(StringComparer.Ordinal);
    private static readonly Registry References = new();
    private static readonly ConcurrentDictionary<Type, List<GrainClass>> ByInterface = new();
    private static readonly ConcurrentDictionary<string, GrainClass> ByName = new(StringComparer.Ordinal);

    static GrainCatalog() => References.Add<IRemindable>(static seed => new RemindableReference(seed));

    public static Func<ReferenceSeed, EmbeddedReference> ReferenceTo(Type grainInterface)
    {
        if (References.Makers.TryGetValue(grainInterface, out var make))
            return make;
        Discover();
        return References.Makers.TryGetValue(grainInterface, out make) ? make : throw new ArgumentException(
            $"There is no reference for {grainInterface}. It must be an interface that extends IGrainWithStringKey, "
            + "IGrainWithIntegerKey or IGrainObserver, in a project with <UsesGrains>true</UsesGrains>.");
    }

    public static GrainClass ClassOf(Type grainInterface, string? prefix)
    {
        var found = Candidates(grainInterface, prefix);
        if (found.Count == 0)
        {
            Discover();
            found = Candidates(grainInterface, prefix);
        }
        if (found.Count == 1)
            return found[0];
        if (found.Count == 0)
        {
            throw new ArgumentException($"No grain class implements {grainInterface}"
                + (prefix is null ? "" : $" with a name that begins with '{prefix}'")
                + ". Write one in a project with <UsesGrains>true</UsesGrains> that is loaded.");
        }
        // As in Orleans: IFoo is Foo or FooGrain when there are more.
        var name = grainInterface.Name[1..];
        return found.FirstOrDefault(c => c.Type.Name == name) ?? found.FirstOrDefault(c => c.Type.Name == name + "Grain") ?? throw new ArgumentException(
            $"{grainInterface} is implemented by {string.Join(" and ", found.Select(c => c.Type.Name))}; "
            + "say which with the parameter grainClassNamePrefix of GetGrain.");
    }

    public static GrainClass? ClassNamed(string grainType)
    {
        if (!ByName.TryGetValue(grainType, out var found))
        {
            Discover();
            ByName.TryGetValue(grainType, out found);
        }
        return found;
    }

    private static List<GrainClass> Candidates(Type grainInterface, string? prefix)
    {
        if (!ByInterface.TryGetValue(grainInterface, out var all))
            return [];
        lock (Gate)
        {
            return prefix is null ? [.. all]
                : [.. all.Where(c => c.Type.FullName!.StartsWith(prefix, StringComparison.Ordinal)
                    || c.Type.Name.StartsWith(prefix, StringComparison.Ordinal))];
        }
    }

    private static void Discover()
    {
        lock (Gate)
        {
            var open = new Queue<Assembly>(AppDomain.CurrentDomain.GetAssemblies());
            while (open.TryDequeue(out var assembly))
            {
                if (assembly.IsDynamic || !Seen.Add(assembly.FullName!))
                    continue;
                Read(assembly);
                foreach (var name in assembly.GetReferencedAssemblies())
                {
                    if (!IsFramework(name.Name!) && !Seen.Contains(name.FullName) && TryLoad(name) is { } next)
                        open.Enqueue(next);
                }
            }
        }
    }

    private static void Read(Assembly assembly)
    {
        if (assembly.GetCustomAttribute<GrainManifestAttribute>() is not { } marked)
            return;
        ((GrainManifest)Activator.CreateInstance(marked.Manifest, nonPublic: true)!).Declare(References);
        foreach (var type in assembly.GetTypes())
        {
            if (type is not { IsClass: true, IsAbstract: false, IsGenericTypeDefinition: false }
                || !typeof(IGrain).IsAssignableFrom(type) || typeof(EmbeddedReference).IsAssignableFrom(type))
            {
                continue;
            }
            var grainClass = new GrainClass(type);
            ByName.TryAdd(grainClass.Name, grainClass);
            foreach (var implemented in type.GetInterfaces().Where(typeof(IGrain).IsAssignableFrom))
                ByInterface.GetOrAdd(implemented, _ => []).Add(grainClass);
        }
    }

    private static bool IsFramework(string name) =>
        name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Microsoft.", StringComparison.Ordinal)
        || name is "mscorlib" or "netstandard" or "System";

    private static Assembly? TryLoad(AssemblyName name)
    {
        try
        {
            return Assembly.Load(name);
        }
        catch (Exception error) when (error is FileNotFoundException or FileLoadException or BadImageFormatException)
        {
            // Referred to but not deployed, such as analyzers; no grain of ours can be in there.
            return null;
        }
    }

    private sealed class Registry : IReferenceRegistry
    {
        public ConcurrentDictionary<Type, Func<ReferenceSeed, EmbeddedReference>> Makers { get; } = new();

        public void Add<TInterface>(Func<ReferenceSeed, EmbeddedReference> make) => Makers[typeof(TInterface)] = make;
    }
}
