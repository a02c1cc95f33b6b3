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

    /// <summary>The next call ends with a fault that nobody foresaw.</summary>
    public bool Breaks { get; set; }

    public Task<EffectOutcome> Call(ConversationKey conversation, HttpIntegration integration)
    {
        Interlocked.Increment(ref _calls);
        if (Breaks)
        {
            Breaks = false;
            throw new InvalidOperationException("The test broke it.");
        }
        return _answer.Task;
    }
}
