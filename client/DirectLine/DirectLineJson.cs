using System.Text.Json.Serialization;

namespace Conversations.Cli.DirectLine;

/// <summary>How Direct Line reads and writes JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(StartBody))]
[JsonSerializable(typeof(DirectLineConversation))]
[JsonSerializable(typeof(Activity))]
[JsonSerializable(typeof(ActivitySet))]
[JsonSerializable(typeof(SentActivity))]
[JsonSerializable(typeof(ErrorBody))]
internal sealed partial class DirectLineJson : JsonSerializerContext;
