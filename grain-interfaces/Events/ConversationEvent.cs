using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>
/// Something that happened in a conversation; the journal holds nothing else. The name on disk ends in a version: a changed
/// shape gets a new name beside the old one, and a name that is not known is an error.
/// </summary>
[GenerateSerializer, Immutable, Alias("conversations.event.v1")]
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ConversationOpened), "conversationOpened.v1")]
[JsonDerivedType(typeof(MessagePublished), "messagePublished.v1")]
[JsonDerivedType(typeof(TurnStarted), "turnStarted.v1")]
[JsonDerivedType(typeof(EffectStarted), "effectStarted.v1")]
[JsonDerivedType(typeof(EffectSettled), "effectSettled.v1")]
[JsonDerivedType(typeof(RunSuspended), "runSuspended.v1")]
[JsonDerivedType(typeof(VariablesSet), "variablesSet.v1")]
[JsonDerivedType(typeof(TurnDetached), "turnDetached.v1")]
[JsonDerivedType(typeof(TurnEnded), "turnEnded.v1")]
[JsonDerivedType(typeof(ActionRefused), "actionRefused.v1")]
[JsonDerivedType(typeof(Transferred), "transferred.v1")]
[JsonDerivedType(typeof(ParticipantJoined), "participantJoined.v1")]
[JsonDerivedType(typeof(ParticipantLeft), "participantLeft.v1")]
[JsonDerivedType(typeof(ConversationClosed), "conversationClosed.v1")]
[JsonDerivedType(typeof(AgentAssigned), "agentAssigned.v1")]
[JsonDerivedType(typeof(ProposalEnded), "proposalEnded.v1")]
[JsonDerivedType(typeof(ReturnedToQueue), "returnedToQueue.v1")]
[JsonDerivedType(typeof(ResponseTimeChanged), "responseTimeChanged.v1")]
[JsonDerivedType(typeof(ConsumerSteppedUp), "consumerSteppedUp.v1")]
[JsonDerivedType(typeof(IdleNoticed), "idleNoticed.v1")]
[JsonDerivedType(typeof(EventRaised), "eventRaised.v1")]
[JsonDerivedType(typeof(EventHandled), "eventHandled.v1")]
[JsonDerivedType(typeof(CommandRefused), "commandRefused.v1")]
[JsonDerivedType(typeof(CommandsApplied), "commandsApplied.v1")]
[JsonDerivedType(typeof(BotAsked), "botAsked.v1")]
[JsonDerivedType(typeof(BotRequestRepeated), "botRequestRepeated.v1")]
[JsonDerivedType(typeof(BotHeard), "botHeard.v1")]
[JsonDerivedType(typeof(BotSessionChanged), "botSessionChanged.v1")]
[JsonDerivedType(typeof(BotTyped), "botTyped.v1")]
[JsonDerivedType(typeof(BotPaused), "botPaused.v1")]
[JsonDerivedType(typeof(BotResumed), "botResumed.v1")]
[JsonDerivedType(typeof(BotActionTaken), "botActionTaken.v1")]
[JsonDerivedType(typeof(BotSilenced), "botSilenced.v1")]
[JsonDerivedType(typeof(BotEscalated), "botEscalated.v1")]
[JsonDerivedType(typeof(MessagesCombining), "messagesCombining.v1")]
public abstract record ConversationEvent
{
    /// <summary>When it was decided, UTC.</summary>
    [Id(0)] public required DateTimeOffset At { get; init; }
}
