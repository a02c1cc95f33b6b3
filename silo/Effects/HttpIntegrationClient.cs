using Conversations.Accounts;
using Conversations.Effects;

namespace Conversations.Silo.Effects;

/// <summary>Sends the requests of flows.</summary>
internal sealed class HttpIntegrationClient(IOutgoingHttp http, IAccounts accounts, RunningEffects effects) : IIntegrationClient
{
    public async Task<EffectOutcome> Call(ConversationKey conversation, HttpIntegration integration)
    {
        if (accounts.Find(conversation.Account) is not { } account) return EffectOutcome.Failed("refused", $"There is no account '{conversation.Account}' any more.");
        var answer = await http.Send(account, new OutgoingRequest
        {
            Method = integration.Method, Url = integration.Url, Headers = integration.Headers, Body = integration.Body,
            IdempotencyKey = $"{conversation}/{integration.Key}", Timeout = integration.Timeout, MayNameSecrets = true,
        }, effects.GivenUp);
        return answer.Fault switch
        {
            OutgoingFault.None => ResponseMapping.Outcome(integration, answer.Status, answer.Body),
            OutgoingFault.TimedOut => ResponseMapping.TimedOut(integration),
            OutgoingFault.Refused => EffectOutcome.Failed("refused", answer.Detail!),
            _ => EffectOutcome.Failed("unreachable", answer.Detail!),
        };
    }
}
