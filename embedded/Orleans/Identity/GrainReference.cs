using Conversations.Embedded;

namespace Orleans.Runtime;

/// <summary>A reference to a grain or an observer. Two references are equal when they mean the same grain, whatever their
/// interfaces.</summary>
public class GrainReference : IAddressable, IEquatable<GrainReference>
{
    private protected GrainReference()
    {
    }

    /// <summary>Type and key of the grain.</summary>
    public GrainId GrainId => Id;

    /// <summary>Name of the interface of this reference.</summary>
    public GrainInterfaceType InterfaceType => GrainInterfaceType.Create(InterfaceName);

    /// <summary>Name of the interface of this reference.</summary>
    public virtual string InterfaceName => nameof(IAddressable);

    private protected virtual GrainId Id => default;

    /// <summary>The same grain under another of its interfaces.</summary>
    public virtual TGrainInterface Cast<TGrainInterface>() where TGrainInterface : IAddressable =>
        this.AsReference<TGrainInterface>();

    /// <inheritdoc />
    public bool Equals(GrainReference? other) => other is not null && (ReferenceEquals(this, other) || SameGrain(other));

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as GrainReference);

    /// <inheritdoc />
    public override int GetHashCode() => GrainId.GetHashCode();

    /// <summary>The same for references to the same grain in every process and on every machine.</summary>
    public uint GetUniformHashCode() => GrainId.GetUniformHashCode();

    /// <inheritdoc />
    public sealed override string ToString() => $"GrainReference:{GrainId}:{InterfaceName}";

    /// <summary>Same grain.</summary>
    public static bool operator ==(GrainReference? reference1, GrainReference? reference2) =>
        reference1 is null ? reference2 is null : reference1.Equals(reference2);

    /// <summary>Other grain.</summary>
    public static bool operator !=(GrainReference? reference1, GrainReference? reference2) => !(reference1 == reference2);

    private protected virtual bool SameGrain(GrainReference other) => GrainId == other.GrainId;
}
