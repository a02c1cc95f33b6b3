using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Conversations.Embedded.Generator;

/// <summary>What a method gives back.</summary>
public enum Returns
{
    /// <summary>Nothing at all: one-way.</summary>
    Void,
    /// <summary>Task.</summary>
    Task,
    /// <summary>Task of a result.</summary>
    TaskOfResult,
    /// <summary>ValueTask.</summary>
    ValueTask,
    /// <summary>ValueTask of a result.</summary>
    ValueTaskOfResult,
}

/// <summary>A parameter of a method.</summary>
public sealed record GrainParameter(string Type, string TypeOf, string Name, bool IsCancellation);

/// <summary>A method of a grain interface, read into plain data.</summary>
public sealed record GrainInterfaceMethod(
    string DeclaredBy, string Name, Returns Returns, string? Result, string Flags, EquatableList<GrainParameter> Parameters)
{
    internal static GrainInterfaceMethod Read(INamedTypeSymbol type, IMethodSymbol method, bool isObserver, List<Problem> problems)
    {
        var returns = ReturnsOf(method.ReturnType);
        var oneWay = Shapes.Has(method, "Orleans.Concurrency.OneWayAttribute");
        var where = GrainInterface.Place(type, method);
        if (returns is null || (returns == Embedded.Generator.Returns.Void && !oneWay && !isObserver))
            problems.Add(Problem.At(where, "EMB004", "Return type of a grain method",
                $"{type.Name}.{method.Name} returns {method.ReturnType.ToDisplayString()}; a grain method returns Task, Task<T>, "
                + "ValueTask or ValueTask<T> (void only in observer interfaces or with [OneWay])."));
        if (method.IsGenericMethod)
            problems.Add(Problem.At(where, "EMB005", "Generic grain method",
                $"{type.Name}.{method.Name} is generic, which the embedded engine does not run; write one method per type."));
        if (method.Parameters.Any(static p => p.RefKind != RefKind.None || p.Type.IsRefLikeType))
            problems.Add(Problem.At(where, "EMB006", "Parameter of a grain method",
                $"{type.Name}.{method.Name} has a ref, out, in or span parameter; pass values, and return what changes."));
        if (oneWay && returns is Embedded.Generator.Returns.TaskOfResult or Embedded.Generator.Returns.ValueTaskOfResult)
            problems.Add(Problem.At(where, "EMB007", "One-way method with a result",
                $"{type.Name}.{method.Name} is [OneWay], so nobody gets its result; return Task or void, or drop [OneWay]."));

        var result = method.ReturnType is INamedTypeSymbol { TypeArguments.Length: 1 } of ? of.TypeArguments[0].ToDisplayString(Shapes.Full) : null;
        return new(method.ContainingType.ToDisplayString(Shapes.Full), method.Name, returns ?? Embedded.Generator.Returns.Void,
            result, FlagsOf(method, oneWay || returns == Embedded.Generator.Returns.Void), new(method.Parameters.Select(ReadParameter)));
    }

    private static GrainParameter ReadParameter(IParameterSymbol parameter) => new(
        parameter.Type.ToDisplayString(Shapes.Full),
        parameter.Type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
        parameter.Name,
        Shapes.Is(parameter.Type, "System.Threading.CancellationToken"));

    private static Returns? ReturnsOf(ITypeSymbol type) =>
        type.SpecialType == SpecialType.System_Void ? Embedded.Generator.Returns.Void : type.OriginalDefinition.ToDisplayString() switch
        {
            "System.Threading.Tasks.Task" => Embedded.Generator.Returns.Task,
            "System.Threading.Tasks.Task<TResult>" => Embedded.Generator.Returns.TaskOfResult,
            "System.Threading.Tasks.ValueTask" => Embedded.Generator.Returns.ValueTask,
            "System.Threading.Tasks.ValueTask<TResult>" => Embedded.Generator.Returns.ValueTaskOfResult,
            _ => null,
        };

    private static string FlagsOf(IMethodSymbol method, bool oneWay)
    {
        var flags = new List<string>();
        if (Shapes.Has(method, "Orleans.Concurrency.ReadOnlyAttribute")) flags.Add("ReadOnly");
        if (Shapes.Has(method, "Orleans.Concurrency.AlwaysInterleaveAttribute")) flags.Add("AlwaysInterleave");
        if (oneWay) flags.Add("OneWay");
        if (flags.Count == 0) flags.Add("None");
        return string.Join(" | ", flags.Select(static f => "global::Conversations.Embedded.CallFlags." + f));
    }
}
