using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Conversations.Silo.Http.DirectLine;

internal sealed record ErrorBody(ErrorDetail Error);

internal sealed record ErrorDetail(string Code, string Message);

/// <summary>The body of <c>POST conversations</c> and <c>POST tokens/generate</c>: both name a user. Whatever else is in it is left alone.</summary>
internal sealed record StartBody
{
    public UserBody? User { get; init; }
    public string? Locale { get; init; }
    public string? Bot { get; init; }
    public StartChannelData? ChannelData { get; init; }
}

internal sealed record UserBody
{
    public string? Id { get; init; }
    public string? Name { get; init; }
}

internal sealed record StartChannelData
{
    public string? Bot { get; init; }
}

/// <summary>A token and what it opens.</summary>
internal sealed record ConversationBody
{
    public required string ConversationId { get; init; }
    public required string Token { get; init; }
    [JsonPropertyName("expires_in")] public required int ExpiresIn { get; init; }
    public string? StreamUrl { get; init; }
    public string? ReferenceGrammarId { get; init; }
}

internal sealed record ResourceBody(string Id);

internal sealed record SessionBody(string SessionId);

/// <summary>How Direct Line reads and writes JSON: like its clients, which add fields as they like, in any case.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    PropertyNameCaseInsensitive = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ErrorBody))]
[JsonSerializable(typeof(StartBody))]
[JsonSerializable(typeof(ConversationBody))]
[JsonSerializable(typeof(ResourceBody))]
[JsonSerializable(typeof(SessionBody))]
internal sealed partial class DirectLineJson : JsonSerializerContext
{
    public static DirectLineJson Relaxed => Instance.Value;

    // A class of its own: the order of static initializers across the parts of a partial class is not fixed.
    private static class Instance
    {
        internal static readonly DirectLineJson Value =
            new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}
