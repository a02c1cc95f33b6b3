using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Conversations.Embedded.Generator;

/// <summary>Something in a grain interface that can't be called by reference, with where it is.</summary>
public sealed record Problem(string Id, string Title, string Text, string Path, TextSpan Span, LinePositionSpan Lines)
{
    /// <summary>A problem at that place.</summary>
    public static Problem At(ISymbol symbol, string id, string title, string text)
    {
        var place = symbol.Locations.Length > 0 ? symbol.Locations[0] : Location.None;
        return new(id, title, text, place.SourceTree?.FilePath ?? "", place.SourceSpan, place.GetLineSpan().Span);
    }

    /// <summary>What the compiler reports.</summary>
    public Diagnostic ToDiagnostic() => Diagnostic.Create(
        new DiagnosticDescriptor(Id, Title, "{0}", "Grains", DiagnosticSeverity.Error, isEnabledByDefault: true),
        Location.Create(Path, Span, Lines), Text);
}
