using System.Collections.Generic;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;

namespace Conversations.Embedded.Generator;

/// <summary>A grain or observer interface, read into plain data.</summary>
public sealed record GrainInterface(
    string Type, string ReferenceName, EquatableList<GrainInterfaceMethod> Methods, EquatableList<Problem> Problems)
{
    /// <summary>Null when the type is no such interface.</summary>
    public static GrainInterface? Read(INamedTypeSymbol type)
    {
        var isObserver = Shapes.Extends(type, Shapes.Observer);
        if (!isObserver && !Shapes.Extends(type, Shapes.Grain))
            return null;
        var problems = new List<Problem>();
        if (!Shapes.IsReachable(type))
            problems.Add(Problem.At(type, "EMB001", "Unreachable grain interface",
                $"Grain interface {type.Name} is private or protected; make it and the types around it internal or public."));
        if (type.IsGenericType || type.ContainingType is { IsGenericType: true })
            problems.Add(Problem.At(type, "EMB002", "Generic grain interface",
                $"Grain interface {type.Name} is generic, which the embedded engine does not run; declare one interface per type."));

        var methods = new List<GrainInterfaceMethod>();
        foreach (var member in type.AllInterfaces.Reverse().Concat([type]).SelectMany(static i => i.GetMembers()))
        {
            if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary, IsStatic: false, IsAbstract: true } method)
                methods.Add(GrainInterfaceMethod.Read(type, method, isObserver, problems));
            else if (member is IPropertySymbol or IEventSymbol && !member.IsStatic)
                problems.Add(Problem.At(Place(type, member), "EMB003", "Property or event in a grain interface",
                    $"{type.Name}.{member.Name} is a property or an event; a grain interface has methods only, so make it one."));
        }
        return new(type.ToDisplayString(Shapes.Full), NameOf(type), new(methods), new(problems));
    }

    internal static ISymbol Place(INamedTypeSymbol type, ISymbol member) =>
        member.Locations.Any(static l => l.IsInSource) ? member : type;

    private static string NameOf(INamedTypeSymbol type)
    {
        var name = new StringBuilder();
        foreach (var c in type.ToDisplayString())
            name.Append(char.IsLetterOrDigit(c) ? c : '_');
        return name.Append("_Reference").ToString();
    }
}
