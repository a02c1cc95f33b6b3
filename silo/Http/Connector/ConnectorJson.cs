using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Conversations.Silo.Http.Connector;

/// <summary>An activity, for the description alone: it is kept as it came.</summary>
internal sealed record ActivityBody
{
    public required string Type { get; init; }
    public string? Text { get; init; }
    public string? ReplyToId { get; init; }
    public JsonElement? ChannelData { get; init; }
}

/// <summary>A transcript, for the description alone.</summary>
internal sealed record TranscriptBody(ActivityBody[] Activities);

/// <summary>Somebody in a conversation.</summary>
internal sealed record MemberBody(string Id, string? Name, string Role);

/// <summary>Everybody; there is never another page.</summary>
internal sealed record MembersPage(MemberBody[] Members);

/// <summary>Some of a bot's conversations. Source: Bot Connector API, ConversationsResult.</summary>
internal sealed record ConversationsBody(ConversationBody[] Conversations)
{
    /// <summary>Sent back, it gets the next page; null when there is none.</summary>
    public string? ContinuationToken { get; init; }
}

/// <summary>A conversation, and who is in it.</summary>
internal sealed record ConversationBody(string Id, MemberBody[] Members);

/// <summary>A file on its way in. A thumbnail is not kept.</summary>
internal sealed record AttachmentBody
{
    public string? Type { get; init; }
    public string? Name { get; init; }
    public byte[]? OriginalBase64 { get; init; }
}

/// <summary>What is known of a file.</summary>
internal sealed record AttachmentInfo(string Name, string Type, AttachmentView[] Views);

internal sealed record AttachmentView(string ViewId, long Size);

/// <summary>Where tokens of this server can be verified. Source: OpenID Connect Discovery 1.0.</summary>
internal sealed record DiscoveryBody
{
    public required string Issuer { get; init; }
    [JsonPropertyName("jwks_uri")] public required string JwksUri { get; init; }
    [JsonPropertyName("id_token_signing_alg_values_supported")] public string[] Algorithms { get; init; } = ["RS256"];
    [JsonPropertyName("grant_types_supported")] public string[] GrantTypes { get; init; } = ["client_credentials"];
}

/// <summary>Keys, RFC 7517.</summary>
internal sealed record KeysBody(KeyBody[] Keys);

/// <summary>A public key. <c>endorsements</c> names the channels that it may speak for, as Bot Framework SDKs ask.</summary>
internal sealed record KeyBody(string Kty, string Use, string Alg, string Kid, string N, string E, string[] Endorsements);

/// <summary>A token, RFC 6749.</summary>
internal sealed record TokenBody
{
    [JsonPropertyName("token_type")] public string TokenType { get; init; } = "Bearer";
    [JsonPropertyName("expires_in")] public required int ExpiresIn { get; init; }
    [JsonPropertyName("access_token")] public required string AccessToken { get; init; }
}

/// <summary>Why there is no token, RFC 6749.</summary>
internal sealed record TokenErrorBody
{
    public required string Error { get; init; }
    [JsonPropertyName("error_description")] public required string Description { get; init; }
}

/// <summary>How the Bot Connector reads and writes JSON: like bots' SDKs, which add fields as they like.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    PropertyNameCaseInsensitive = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ActivityBody))]
[JsonSerializable(typeof(TranscriptBody))]
[JsonSerializable(typeof(MemberBody[]))]
[JsonSerializable(typeof(MembersPage))]
[JsonSerializable(typeof(ConversationsBody))]
[JsonSerializable(typeof(AttachmentBody))]
[JsonSerializable(typeof(AttachmentInfo))]
[JsonSerializable(typeof(DiscoveryBody))]
[JsonSerializable(typeof(KeysBody))]
[JsonSerializable(typeof(TokenBody))]
[JsonSerializable(typeof(TokenErrorBody))]
internal sealed partial class ConnectorJson : JsonSerializerContext
{
    public static ConnectorJson Relaxed => Instance.Value;

    // A class of its own: the order of static initializers across the parts of a partial class is not fixed.
    private static class Instance
    {
        internal static readonly ConnectorJson Value =
            new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}
