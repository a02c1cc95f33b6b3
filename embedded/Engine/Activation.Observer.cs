using Orleans.Runtime;

namespace Conversations.Embedded;

internal sealed partial class Activation
{
    /// <summary>The observer does not want to be told any more. What is on its way is dropped; who waits for it learns why.</summary>
    internal void Forget() => Post(static self =>
    {
        var observer = (Activation)self!;
        observer._state = ActivationState.Gone;
        observer.Instance = null;
        while (observer.TakeWaiting() is { } call)
            observer.Engine.Reject(call, new ClientNotAvailableException(observer.GrainId));
    }, this);
}
