using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Conversations.Silo.Http.Bodies;

namespace Conversations.Silo.Http.V1;

/// <summary>The JSON of functions, under the same rules as <see cref="V1Json"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    Converters = [typeof(WireTime), typeof(NamesOnly)])]
[JsonSerializable(typeof(PutFunctionRequest))]
[JsonSerializable(typeof(RedeployRequest))]
[JsonSerializable(typeof(InvokeFunctionRequest))]
[JsonSerializable(typeof(FunctionResource))]
[JsonSerializable(typeof(FunctionsAnswer))]
[JsonSerializable(typeof(RunAnswer))]
[JsonSerializable(typeof(InvocationAnswer))]
[JsonSerializable(typeof(InvocationsAnswer))]
[JsonSerializable(typeof(UsageAnswer))]
internal sealed partial class FunctionJson : JsonSerializerContext
{
    /// <summary>Plain letters stay readable.</summary>
    public static FunctionJson Relaxed => Instance.Value;

    // A class of its own: the order of static initializers across the parts of a partial class is not fixed.
    private static class Instance
    {
        internal static readonly FunctionJson Value =
            new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}
