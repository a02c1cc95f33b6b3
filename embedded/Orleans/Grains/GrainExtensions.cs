using System.Globalization;
using Conversations.Embedded;
using Orleans.Runtime;

namespace Orleans;

/// <summary>Identity of grains, from inside (<c>this</c>) or through a reference.</summary>
public static class GrainExtensions
{
    /// <summary>The reference to this grain under another of its interfaces.</summary>
    public static TGrainInterface AsReference<TGrainInterface>(this IAddressable grain)
    {
        var reference = ReferenceTo(grain);
        return (TGrainInterface)(object)reference.As(typeof(TGrainInterface));
    }

    /// <summary>The same as <see cref="AsReference{TGrainInterface}"/>.</summary>
    public static TGrainInterface Cast<TGrainInterface>(this IAddressable grain) => grain.AsReference<TGrainInterface>();

    /// <summary>Type and key of the grain.</summary>
    public static GrainId GetGrainId(this IAddressable grain)
    {
        ArgumentNullException.ThrowIfNull(grain);
        return grain switch
        {
            GrainReference reference => reference.GrainId,
            IGrainBase own => own.GrainContext.GrainId,
            _ => throw Wrong(grain),
        };
    }

    /// <summary>The key of a grain with a text as key.</summary>
    public static string GetPrimaryKeyString(this IAddressable grain) => KeyOf(grain);

    /// <summary>The key of a grain with a number as key.</summary>
    /// <exception cref="InvalidOperationException">The grain has another kind of key.</exception>
    public static long GetPrimaryKeyLong(this IAddressable grain) =>
        long.TryParse(KeyOf(grain), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var key)
            ? key
            : throw new InvalidOperationException($"The key of grain {grain.GetGrainId()} is no number; use GetPrimaryKeyString.");

    /// <summary>The key of a grain with a GUID as key.</summary>
    /// <exception cref="InvalidOperationException">The grain has another kind of key.</exception>
    public static Guid GetPrimaryKey(this IAddressable grain) =>
        Guid.TryParseExact(KeyOf(grain), "N", out var key)
            ? key
            : throw new InvalidOperationException($"The key of grain {grain.GetGrainId()} is no GUID; use GetPrimaryKeyString.");

    private static string KeyOf(IAddressable grain)
    {
        ArgumentNullException.ThrowIfNull(grain);
        return grain switch
        {
            EmbeddedReference reference => reference.Key,
            IGrainBase { GrainContext: Activation activation } => activation.Key,
            _ => grain.GetGrainId().Key.ToString(),
        };
    }

    private static EmbeddedReference ReferenceTo(IAddressable grain)
    {
        ArgumentNullException.ThrowIfNull(grain);
        return grain switch
        {
            EmbeddedReference reference => reference,
            IGrainBase { GrainContext.GrainReference: EmbeddedReference own } => own,
            _ => throw Wrong(grain),
        };
    }

    private static ArgumentException Wrong(IAddressable grain) => new(
        $"{grain.GetType()} is neither a grain nor a reference to one. Pass 'this' of a grain, what GetGrain returned or, "
        + "for an observer, what CreateObjectReference returned.", nameof(grain));
}
