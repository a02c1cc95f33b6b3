using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Conversations.Client.Http;

/// <summary>How v1 reads and writes JSON. Fields that are new to this client are passed over: additions are free.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OpenBody))]
[JsonSerializable(typeof(PublishBody))]
[JsonSerializable(typeof(ChatInstanceBody))]
[JsonSerializable(typeof(CloseBody))]
[JsonSerializable(typeof(CheckBody))]
[JsonSerializable(typeof(AcceptBody))]
[JsonSerializable(typeof(PresenceBody))]
[JsonSerializable(typeof(ImmutableArray<CallbackCommand>))]
[JsonSerializable(typeof(AgentView))]
[JsonSerializable(typeof(Participant))]
[JsonSerializable(typeof(PublishedAnswer))]
[JsonSerializable(typeof(MessagesAnswer))]
[JsonSerializable(typeof(ConversationAnswer))]
[JsonSerializable(typeof(ConversationList))]
[JsonSerializable(typeof(CheckAnswer))]
[JsonSerializable(typeof(ConfigurationFault))]
[JsonSerializable(typeof(ProblemAnswer))]
internal sealed partial class WireJson : JsonSerializerContext
{
    /// <summary>Plain letters stay readable.</summary>
    public static WireJson Relaxed => Instance.Value;

    // A class of its own: the order of static initializers across the parts of a partial class is not fixed.
    private static class Instance
    {
        internal static readonly WireJson Value =
            new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}
