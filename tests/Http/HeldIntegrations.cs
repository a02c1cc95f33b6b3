using Conversations.Effects;

namespace Conversations.Tests.Http;

/// <summary>Integrations that answer when the test says so.</summary>
internal sealed class HeldIntegrations : IIntegrationClient
{
    private readonly TaskCompletionSource<EffectOutcome> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _calls;

    /// <summary>How many were asked for.</summary>
    public int Calls => Volatile.Read(ref _calls);

    public void Answer() => _answer.TrySetResult(new() { Succeeded = true, Status = 200 });

    /// <summary>The server stops; what was promised stays so.</summary>
    public void Abandon() => _answer.TrySetCanceled();

    public Task<EffectOutcome> Call(ConversationKey conversation, HttpIntegration integration)
    {
        Interlocked.Increment(ref _calls);
        return _answer.Task;
    }
}
