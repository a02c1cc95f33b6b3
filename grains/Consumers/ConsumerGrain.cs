using Conversations.Routing;
using Conversations.Storage;

namespace Conversations.Consumers;

/// <summary>
/// Reentrant: a conversation waits for the answer in its turn, and the conversation before it, which is asked, may wait in the same way.
/// One that has been answered is answered at once, and the others one after the other.
/// </summary>
[Reentrant]
internal sealed class ConsumerGrain([PersistentState("consumer")] IPersistentState<ConsumerState> stored) : Grain, IConsumerGrain
{
    private Task _last = Task.CompletedTask;
    // What is on disk: a call that interleaves with a write must not be answered with what may not come to be.
    private ConsumerState _kept = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _kept = stored.State;
        return Task.CompletedTask;
    }

    public Task<ConsumerHistory> Opens(string conversation)
    {
        if (_kept.Of(conversation) is { } known) return Task.FromResult(known.History);
        var opening = After(_last, conversation);
        _last = opening;
        return opening;
    }

    private async Task<ConsumerHistory> After(Task before, string conversation)
    {
        // Whoever came before hears of its own failure.
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        if (_kept.Of(conversation) is { } known) return known.History;
        var opening = await Next(conversation);
        await Write(_kept.With(opening));
        return opening.History;
    }

    private async Task<Opening> Next(string conversation)
    {
        if (_kept.Openings is not [.., var last]) return new() { Conversation = conversation, First = true };
        var account = RoutingKey.Of(this).Account;
        var before = await GrainFactory.GetGrain<IConversationGrain>(RoutingKey.Text(account, last.Conversation)).Read();
        // One that was never opened after all has changed nothing.
        if (before is null) return last with { Conversation = conversation };
        return new()
        {
            Conversation = conversation,
            First = false,
            AutoClosedAt = before.CloseReason is CloseReason.Timeout ? before.ClosedAt : null,
        };
    }

    private async Task Write(ConsumerState next)
    {
        await stored.WriteOrEnd(next, DeactivateOnIdle);
        _kept = next;
    }
}
