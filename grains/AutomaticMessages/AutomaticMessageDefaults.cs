using System.Collections.Immutable;
using Kind = Conversations.AutomaticMessages.AutomaticMessageKind;

namespace Conversations.AutomaticMessages;

/// <summary>
/// What is said where an account has the feature and no text of its own: English, German, and English again where an
/// account has neither.
/// </summary>
public static class AutomaticMessageDefaults
{
    /// <summary>Every kind's text, enabled.</summary>
    public static ImmutableDictionary<Kind, AutomaticMessage> All { get; } = new Dictionary<Kind, AutomaticMessage>
    {
        [Kind.FirstTimeWelcome] = Of(
            "Hello, and thank you for writing to us. Somebody will be with you soon. Expected response time: {expectedResponseTime}.",
            "Hallo, schön, dass Sie uns schreiben. Gleich kümmert sich jemand um Sie. Erwartete Antwortzeit: {expectedResponseTime}."),
        [Kind.Welcome] = Of(
            "Welcome back. Somebody will be with you soon. Expected response time: {expectedResponseTime}.",
            "Willkommen zurück. Gleich kümmert sich jemand um Sie. Erwartete Antwortzeit: {expectedResponseTime}."),
        [Kind.FirstTimeOffHoursWelcome] = Of(
            "Hello, and thank you for writing to us. Nobody is here at the moment; we answer as soon as we are back. Expected response time: {expectedResponseTime}.",
            "Hallo, schön, dass Sie uns schreiben. Im Moment ist niemand da; wir antworten, sobald wir zurück sind. Erwartete Antwortzeit: {expectedResponseTime}."),
        [Kind.OffHoursWelcome] = Of(
            "Welcome back. Nobody is here at the moment; we answer as soon as we are back. Expected response time: {expectedResponseTime}.",
            "Willkommen zurück. Im Moment ist niemand da; wir antworten, sobald wir zurück sind. Erwartete Antwortzeit: {expectedResponseTime}."),
        [Kind.OffHoursMidConversation] = Of(
            "Thank you for your message. Nobody is here at the moment. Expected response time: {expectedResponseTime}.",
            "Danke für Ihre Nachricht. Im Moment ist niemand da. Erwartete Antwortzeit: {expectedResponseTime}."),
        [Kind.ManualResponseTime] = Of(
            "The time until our answer has changed. Expected response time: {expectedResponseTime}.",
            "Die Zeit bis zu unserer Antwort hat sich geändert. Erwartete Antwortzeit: {expectedResponseTime}."),
        [Kind.MarkedUrgent] = Of(
            "Your conversation is marked as urgent. Expected response time: {expectedResponseTime}.",
            "Ihr Gespräch ist als dringend markiert. Erwartete Antwortzeit: {expectedResponseTime}."),
        [Kind.NoLongerUrgent] = Of(
            "Your conversation is no longer marked as urgent. Expected response time: {expectedResponseTime}.",
            "Ihr Gespräch ist nicht mehr als dringend markiert. Erwartete Antwortzeit: {expectedResponseTime}."),
        [Kind.ConsumerNonResponsive] = Of(
            "Are you still there? Write whenever it suits you, and we will carry on.",
            "Sind Sie noch da? Schreiben Sie, wann immer es Ihnen passt, dann machen wir weiter."),
        [Kind.AgentNonResponsive] = Of(
            "This is taking longer than we would like. You will get an answer as soon as possible.",
            "Das dauert länger, als uns lieb ist. Sie bekommen so bald wie möglich eine Antwort."),
        [Kind.WaitingInQueue] = Of(
            "Thank you for your patience. Somebody will be with you as soon as possible.",
            "Danke für Ihre Geduld. So bald wie möglich kümmert sich jemand um Sie."),
        [Kind.Transferred] = Of(
            "We are handing you over to somebody who can help you with this.",
            "Wir geben Sie an jemanden weiter, der Ihnen dabei helfen kann."),
        [Kind.ReturnedToQueue] = Of(
            "Somebody else will carry on with you. Expected response time: {expectedResponseTime}.",
            "Jemand anderes macht mit Ihnen weiter. Erwartete Antwortzeit: {expectedResponseTime}."),
        [Kind.AgentAccepts] = Of("You are now talking to {agentNickname}.", "Sie sprechen jetzt mit {agentNickname}."),
        [Kind.AgentJoined] = Of("{agentNickname} has joined the conversation.", "{agentNickname} ist dem Gespräch beigetreten."),
        [Kind.AgentLeft] = Of("{agentNickname} has left the conversation.", "{agentNickname} hat das Gespräch verlassen."),
    }.ToImmutableDictionary();

    /// <summary>The variables that the default text of a kind has, and that only such kinds may use.</summary>
    public static ImmutableArray<string> VariablesOf(Kind kind) => kind switch
    {
        Kind.FirstTimeWelcome or Kind.Welcome or Kind.FirstTimeOffHoursWelcome or Kind.OffHoursWelcome or Kind.OffHoursMidConversation
            or Kind.ManualResponseTime or Kind.MarkedUrgent or Kind.NoLongerUrgent or Kind.ReturnedToQueue => [MessageText.ExpectedResponseTime],
        Kind.AgentAccepts or Kind.AgentJoined or Kind.AgentLeft => [MessageText.AgentNickname],
        Kind.ConsumerNonResponsive or Kind.AgentNonResponsive or Kind.WaitingInQueue or Kind.Transferred => [],
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "This is no automatic message."),
    };

    private static AutomaticMessage Of(string english, string german) =>
        new() { Text = new() { Texts = ImmutableDictionary<string, string>.Empty.Add("en", english).Add("de", german).Add("", english) } };
}
