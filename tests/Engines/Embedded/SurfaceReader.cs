using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Conversations.Tests.Engines.Embedded;

/// <summary>What others can see of an assembly, as text, read from its metadata without loading it.</summary>
internal static class SurfaceReader
{
    public static Dictionary<string, SurfaceType> Read(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var reader = file.GetMetadataReader();
        var types = new Dictionary<string, SurfaceType>(StringComparer.Ordinal);
        foreach (var handle in reader.TypeDefinitions)
        {
            if (IsVisible(reader, handle))
                types[NameProvider.NameOf(reader, handle)] = Read(reader, reader.GetTypeDefinition(handle));
        }
        return types;
    }

    private static bool IsVisible(MetadataReader reader, TypeDefinitionHandle handle)
    {
        var type = reader.GetTypeDefinition(handle);
        return (type.Attributes & TypeAttributes.VisibilityMask) switch
        {
            TypeAttributes.Public => true,
            TypeAttributes.NestedPublic or TypeAttributes.NestedFamily => IsVisible(reader, type.GetDeclaringType()),
            _ => false,
        };
    }

    private static SurfaceType Read(MetadataReader reader, TypeDefinition type)
    {
        const TypeAttributes Shape = TypeAttributes.Interface | TypeAttributes.Sealed | TypeAttributes.Abstract;
        var members = type.GetMethods().Select(reader.GetMethodDefinition).Where(m => IsVisible(m.Attributes)).Select(m => Method(reader, m))
            .Concat(type.GetFields().Select(reader.GetFieldDefinition).Where(f => IsVisible(f.Attributes)).Select(f => Field(reader, f)));
        return new(
            $"{type.Attributes & Shape} : {(type.BaseType.IsNil ? "-" : NameProvider.NameOf(reader, type.BaseType))}",
            [.. type.GetInterfaceImplementations().Select(i => NameProvider.NameOf(reader, reader.GetInterfaceImplementation(i).Interface))],
            [.. members],
            Usage(reader, type));
    }

    private static bool IsVisible(MethodAttributes attributes) =>
        (attributes & MethodAttributes.MemberAccessMask) is MethodAttributes.Public or MethodAttributes.Family or MethodAttributes.FamORAssem;

    private static bool IsVisible(FieldAttributes attributes) =>
        (attributes & FieldAttributes.FieldAccessMask) is FieldAttributes.Public or FieldAttributes.Family or FieldAttributes.FamORAssem;

    private static string Method(MetadataReader reader, MethodDefinition method)
    {
        var signature = method.DecodeSignature(NameProvider.Instance, null);
        var names = method.GetParameters().Select(reader.GetParameter).Where(p => p.SequenceNumber > 0)
            .Select(p => reader.GetString(p.Name) + ((p.Attributes & ParameterAttributes.Optional) != 0 ? "?" : ""));
        var isStatic = (method.Attributes & MethodAttributes.Static) != 0 ? "static " : "";
        return $"{isStatic}{signature.ReturnType} {reader.GetString(method.Name)}`{signature.GenericParameterCount}"
            + $"({string.Join(", ", signature.ParameterTypes.Zip(names, (type, name) => $"{type} {name}"))})";
    }

    private static string Field(MetadataReader reader, FieldDefinition field)
    {
        var value = field.GetDefaultValue() is { IsNil: false } constant
            ? " = " + Convert.ToHexString(reader.GetBlobBytes(reader.GetConstant(constant).Value)) : "";
        return $"{field.DecodeSignature(NameProvider.Instance, null)} {reader.GetString(field.Name)}{value}";
    }

    private static string? Usage(MetadataReader reader, TypeDefinition type)
    {
        foreach (var attribute in type.GetCustomAttributes().Select(reader.GetCustomAttribute))
        {
            if (attribute.Constructor.Kind == HandleKind.MemberReference
                && NameProvider.NameOf(reader, reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent)
                    == "System.AttributeUsageAttribute")
            {
                // The first four bytes after the prolog are the targets.
                return Convert.ToHexString(reader.GetBlobBytes(attribute.Value).AsSpan(2, 4));
            }
        }
        return null;
    }

    private sealed class NameProvider : ISignatureTypeProvider<string, object?>
    {
        public static readonly NameProvider Instance = new();

        public static string NameOf(MetadataReader reader, EntityHandle handle) => handle.Kind switch
        {
            HandleKind.TypeDefinition => Instance.GetTypeFromDefinition(reader, (TypeDefinitionHandle)handle, 0),
            HandleKind.TypeReference => Instance.GetTypeFromReference(reader, (TypeReferenceHandle)handle, 0),
            _ => reader.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(Instance, null),
        };

        public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
        {
            var type = reader.GetTypeDefinition(handle);
            return type.GetDeclaringType() is { IsNil: false } outer
                ? $"{NameOf(reader, outer)}.{reader.GetString(type.Name)}"
                : Join(reader.GetString(type.Namespace), reader.GetString(type.Name));
        }

        public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
        {
            var type = reader.GetTypeReference(handle);
            return type.ResolutionScope.Kind == HandleKind.TypeReference
                ? $"{NameOf(reader, type.ResolutionScope)}.{reader.GetString(type.Name)}"
                : Join(reader.GetString(type.Namespace), reader.GetString(type.Name));
        }

        public string GetTypeFromSpecification(MetadataReader reader, object? context, TypeSpecificationHandle handle, byte rawTypeKind) =>
            NameOf(reader, handle);

        public string GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode.ToString();
        public string GetArrayType(string elementType, ArrayShape shape) => $"{elementType}[{shape.Rank}]";
        public string GetSZArrayType(string elementType) => elementType + "[]";
        public string GetByReferenceType(string elementType) => elementType + "&";
        public string GetPointerType(string elementType) => elementType + "*";
        public string GetPinnedType(string elementType) => elementType;
        public string GetFunctionPointerType(MethodSignature<string> signature) => "fn";
        public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments) =>
            $"{genericType}<{string.Join(", ", typeArguments)}>";
        public string GetGenericMethodParameter(object? context, int index) => "!!" + index;
        public string GetGenericTypeParameter(object? context, int index) => "!" + index;
        public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => unmodifiedType;

        private static string Join(string space, string name) => space.Length == 0 ? name : $"{space}.{name}";
    }
}

internal sealed record SurfaceType(string Shape, IReadOnlyList<string> Interfaces, IReadOnlyList<string> Members, string? Usage);
