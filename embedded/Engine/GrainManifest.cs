namespace Conversations.Embedded;

/// <summary>On an assembly with grain interfaces or grain classes; written by the generator.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class GrainManifestAttribute(Type manifest) : Attribute
{
    /// <summary>The generated <see cref="GrainManifest"/>.</summary>
    public Type Manifest { get; } = manifest;
}

/// <summary>The references of an assembly; generated.</summary>
public abstract class GrainManifest
{
    /// <summary>Names every interface and what makes a reference for it.</summary>
    public abstract void Declare(IReferenceRegistry references);
}

/// <summary>Takes what a <see cref="GrainManifest"/> declares.</summary>
public interface IReferenceRegistry
{
    /// <summary>References of <typeparamref name="TInterface"/> are made by <paramref name="make"/>.</summary>
    void Add<TInterface>(Func<ReferenceSeed, EmbeddedReference> make);
}
