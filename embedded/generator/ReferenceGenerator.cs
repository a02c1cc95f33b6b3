using System.Collections.Immutable;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Conversations.Embedded.Generator;

/// <summary>Writes the reference class of every grain and observer interface of a project, and the manifest that names them.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class ReferenceGenerator : IIncrementalGenerator
{
    /// <inheritdoc />
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var interfaces = context.SyntaxProvider.CreateSyntaxProvider(
            static (node, _) => node is InterfaceDeclarationSyntax { BaseList: not null },
            static (found, cancellation) => found.SemanticModel.GetDeclaredSymbol(found.Node, cancellation) is INamedTypeSymbol type
                && IsFirstPart(type, found.Node) ? GrainInterface.Read(type) : null).Where(static found => found is not null);
        var classes = context.SyntaxProvider.CreateSyntaxProvider(
            static (node, _) => node is ClassDeclarationSyntax { BaseList: not null },
            static (found, cancellation) => found.SemanticModel.GetDeclaredSymbol(found.Node, cancellation) is INamedTypeSymbol type
                && Shapes.IsGrainClass(type)).Where(static isGrain => isGrain).Collect();

        context.RegisterSourceOutput(interfaces, static (output, found) => Report(output, found!));
        context.RegisterSourceOutput(interfaces.Collect().Combine(classes), static (output, all) =>
            WriteManifest(output, all.Left!, all.Right.Length > 0));
    }

    /// <summary>A partial interface is seen once per part with a base list.</summary>
    private static bool IsFirstPart(INamedTypeSymbol type, SyntaxNode part) =>
        type.DeclaringSyntaxReferences.Select(static r => r.GetSyntax())
            .First(static node => node is InterfaceDeclarationSyntax { BaseList: not null }) == part;

    private static void Report(SourceProductionContext output, GrainInterface found)
    {
        foreach (var problem in found.Problems)
            output.ReportDiagnostic(problem.ToDiagnostic());
        if (found.Problems.Count == 0)
            output.AddSource(found.ReferenceName + ".g.cs", SourceText.From(ReferenceWriter.Write(found), Encoding.UTF8));
    }

    private static void WriteManifest(SourceProductionContext output, ImmutableArray<GrainInterface> interfaces, bool hasClasses)
    {
        if (interfaces.Length == 0 && !hasClasses)
            return;
        var callable = interfaces.Where(static i => i.Problems.Count == 0);
        output.AddSource("GrainManifest.g.cs", SourceText.From(ReferenceWriter.Manifest(callable), Encoding.UTF8));
    }
}
