using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Conversations.Silo.Http.Bodies;

namespace Conversations.Silo.Http.V1;

/// <summary>How v1 reads and writes JSON: unknown fields are refused, absent values are written as null.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    Converters = [typeof(WireTime), typeof(NamesOnly)])]
[JsonSerializable(typeof(OpenConversationRequest))]
[JsonSerializable(typeof(PublishMessageRequest))]
[JsonSerializable(typeof(ParticipantBody))]
[JsonSerializable(typeof(CloseRequest))]
[JsonSerializable(typeof(ChatInstanceMessageRequest))]
[JsonSerializable(typeof(CheckConfigurationRequest))]
[JsonSerializable(typeof(ReplaceConfigurationRequest))]
[JsonSerializable(typeof(ConfigurationAnswer))]
[JsonSerializable(typeof(ReplacedAnswer))]
[JsonSerializable(typeof(ConversationAnswer))]
[JsonSerializable(typeof(ConversationsAnswer))]
[JsonSerializable(typeof(MessagesAnswer))]
[JsonSerializable(typeof(PublishedAnswer))]
[JsonSerializable(typeof(Participant))]
[JsonSerializable(typeof(SkillsAnswer))]
[JsonSerializable(typeof(AcceptRequest))]
[JsonSerializable(typeof(TtrRequest))]
[JsonSerializable(typeof(StepUpRequest))]
[JsonSerializable(typeof(PresenceRequest))]
[JsonSerializable(typeof(CommandBody[]))]
[JsonSerializable(typeof(AgentView))]
[JsonSerializable(typeof(AgentsAnswer))]
[JsonSerializable(typeof(QueueAnswer))]
[JsonSerializable(typeof(BotsAnswer))]
[JsonSerializable(typeof(BotStateRequest))]
[JsonSerializable(typeof(PutFunctionRequest))]
[JsonSerializable(typeof(RedeployRequest))]
[JsonSerializable(typeof(InvokeFunctionRequest))]
[JsonSerializable(typeof(FunctionResource))]
[JsonSerializable(typeof(FunctionsAnswer))]
[JsonSerializable(typeof(RunAnswer))]
[JsonSerializable(typeof(InvocationAnswer))]
[JsonSerializable(typeof(InvocationsAnswer))]
[JsonSerializable(typeof(UsageAnswer))]
[JsonSerializable(typeof(CreateWebhookRequest))]
[JsonSerializable(typeof(SwitchWebhookRequest))]
[JsonSerializable(typeof(CreatedWebhookAnswer))]
[JsonSerializable(typeof(WebhookAnswer))]
[JsonSerializable(typeof(WebhooksAnswer))]
[JsonSerializable(typeof(DeadLettersAnswer))]
[JsonSerializable(typeof(ResendAnswer))]
[JsonSerializable(typeof(CheckedAnswer))]
[JsonSerializable(typeof(ConfigurationProblem))]
[JsonSerializable(typeof(Problem))]
internal sealed partial class V1Json : JsonSerializerContext
{
    /// <summary>Plain letters stay readable.</summary>
    public static V1Json Relaxed => Instance.Value;

    // A class of its own: the order of static initializers across the parts of a partial class is not fixed.
    private static class Instance
    {
        internal static readonly V1Json Value =
            new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}
