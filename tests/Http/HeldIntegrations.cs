using Conversations.Effects;

namespace Conversations.Tests.Http;

/// <summary>Integrations that answer when the test says so.</summary>
internal sealed class HeldIntegrations : IIntegrationClient
{
    private readonly TaskCompletionSource<EffectOutcome> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Answer() => _answer.TrySetResult(new() { Succeeded = true, Status = 200 });

    public Task<EffectOutcome> Call(ConversationKey conversation, HttpIntegration integration) => _answer.Task;
}
