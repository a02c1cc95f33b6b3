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
        var body = await LimitedBody.Read(request, limit)
            ?? throw new ProblemException(RefusalCodes.PayloadTooLarge, $"The body is larger than {limit / 1024} KB.");
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
