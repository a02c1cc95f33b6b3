using System.Text.Json;
using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>How a snapshot becomes JSON. Its shape may change freely: a snapshot that can't be read is made anew from the events.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Conversation))]
internal sealed partial class ConversationJson : JsonSerializerContext;
