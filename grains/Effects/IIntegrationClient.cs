namespace Conversations.Effects;

/// <summary>Sends the HTTP requests of flows.</summary>
public interface IIntegrationClient
{
    /// <summary>Does the request once. A failure is an outcome, not an exception.</summary>
    /// <exception cref="OperationCanceledException">The server is stopping; the request stays promised.</exception>
    /// <param name="conversation">Whose it is; with the effect's key it makes the idempotency key that the other side receives.</param>
    /// <param name="integration">What to send.</param>
    Task<EffectOutcome> Call(ConversationKey conversation, HttpIntegration integration);
}
