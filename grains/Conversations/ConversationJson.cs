using System.Text.Json;
using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>How a snapshot becomes JSON. Its shape may change with <see cref="Conversation.CurrentFormat"/>; the events make it anew.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Conversation))]
internal sealed partial class ConversationJson : JsonSerializerContext;
