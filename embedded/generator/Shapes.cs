using System.Linq;
using Microsoft.CodeAnalysis;

namespace Conversations.Embedded.Generator;

/// <summary>Recognises the types of the programming model by name.</summary>
internal static class Shapes
{
    public const string Grain = "Orleans.IGrain";
    public const string Observer = "Orleans.IGrainObserver";

    /// <summary>Names with global:: and with nullability, so that what is generated compiles without warnings.</summary>
    public static readonly SymbolDisplayFormat Full = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    public static bool Is(ITypeSymbol type, string name) => type.OriginalDefinition.ToDisplayString() == name;

    public static bool Extends(INamedTypeSymbol type, string name) => type.AllInterfaces.Any(i => Is(i, name));

    public static bool IsGrainClass(INamedTypeSymbol type) => !type.IsAbstract && Extends(type, Grain);

    public static bool Has(ISymbol symbol, string attribute) =>
        symbol.GetAttributes().Any(a => a.AttributeClass?.ToDisplayString() == attribute);

    /// <summary>Generated code stands beside the interface, so it must be seen from its whole project.</summary>
    public static bool IsReachable(INamedTypeSymbol type)
    {
        for (var at = type; at is not null; at = at.ContainingType)
        {
            if (at.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal))
                return false;
        }
        return true;
    }
}
