namespace Conversations.Embedded;

/// <summary>Something an activation does in a turn of its own. Linked by itself, so that queueing allocates nothing more.</summary>
public abstract class TurnItem
{
    internal TurnItem? Next { get; set; }

    internal abstract void Run(Activation activation);
}

/// <summary>A continuation that came back to its activation, or an action of the engine in a turn.</summary>
internal sealed class PostedAction(SendOrPostCallback action, object? state) : TurnItem
{
    internal override void Run(Activation activation) => activation.RunPosted(action, state);
}

/// <summary>Stands for "a thread is in this activation and nothing is queued".</summary>
internal sealed class Busy : TurnItem
{
    public static readonly Busy Marker = new();

    internal override void Run(Activation activation)
    {
    }
}
