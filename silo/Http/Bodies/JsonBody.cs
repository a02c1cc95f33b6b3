using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Conversations.Silo.Http.V1;

namespace Conversations.Silo.Http.Bodies;

/// <summary>Reads the JSON body of a v1 call.</summary>
internal static class JsonBody
{
    /// <exception cref="ProblemException">Too large, malformed, or with fields that the call does not have.</exception>
    public static async ValueTask<T> Read<T>(HttpRequest request, JsonTypeInfo<T> type, int limit = LimitedBody.JsonLimit) where T : class
    {
        return Parse(await Bytes(request, limit), type);
    }

    /// <summary>Reads a list, or one object as a list of one.</summary>
    /// <exception cref="ProblemException">Too large, malformed, or with fields that the call does not have.</exception>
    public static async ValueTask<T[]> ReadOneOrMany<T>(HttpRequest request, JsonTypeInfo<T[]> type)
    {
        var body = await Bytes(request, LimitedBody.JsonLimit);
        return Parse(body.Span.TrimStart(" \t\r\n"u8) is [(byte)'{', ..] ? (byte[])[(byte)'[', .. body.Span, (byte)']'] : body, type);
    }

    private static async ValueTask<ReadOnlyMemory<byte>> Bytes(HttpRequest request, int limit) =>
        await LimitedBody.Read(request, limit)
            ?? throw new ProblemException(RefusalCodes.PayloadTooLarge, $"The body is larger than {limit / 1024} KB.");

    private static T Parse<T>(ReadOnlyMemory<byte> body, JsonTypeInfo<T> type) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(body.Span, type) ?? throw new JsonException("The body is null.");
        }
        catch (JsonException)
        {
            throw new ProblemException(JsonFaults.Explain(body, type));
        }
    }
}
