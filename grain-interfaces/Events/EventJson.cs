using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>
/// The one way events become JSON: in the journal and on the wire. Defaults are left out; a required number or flag that may
/// be zero or false says <see cref="JsonIgnoreCondition.Never"/>.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(ImmutableArray<ConversationEvent>))]
[JsonSerializable(typeof(ConversationEvent))]
[JsonSerializable(typeof(Message))]
[JsonSerializable(typeof(ConversationView))]
public sealed partial class EventJson : JsonSerializerContext
{
    /// <summary>Plain letters stay readable; the JSON is never put into HTML unescaped.</summary>
    public static EventJson Compact => Relaxed.Instance;

    /// <summary>As in the journal, with times as v1 writes them.</summary>
    public static EventJson Wire => Relaxed.OnTheWire;

    // A class of its own: the order of static initializers across the parts of a partial class is not fixed.
    private static class Relaxed
    {
        internal static readonly EventJson Instance =
            new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

        internal static readonly EventJson OnTheWire = new(new JsonSerializerOptions(Instance.Options) { Converters = { new WireTime() } });
    }
}
