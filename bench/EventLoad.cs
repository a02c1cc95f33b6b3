using System.Diagnostics;

namespace Conversations.Bench;

/// <summary>A manager who joins and leaves as soon as what the function said about it was observed.</summary>
internal sealed class EventLoad(BenchSilo silo, int number) : IConversationObserver
{
    private static readonly Participant Manager = new() { Id = "manager", Role = Role.Manager };

    private readonly IConversationGrain _conversation = silo.Conversation(number);
    private TaskCompletionSource _said = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isIn;

    /// <summary>In stopwatch ticks, from the call to the observed message.</summary>
    public List<long> Latencies { get; } = [];

    public async Task Open()
    {
        await _conversation.Open(BenchSilo.OpenBy(number));
        await _conversation.Subscribe(silo.Grains.CreateObjectReference<IConversationObserver>(this));
    }

    public async Task Run(TimeSpan span, bool measured)
    {
        new Caller { Account = BenchAccounts.Id, Role = CallerRole.Agent, Id = Manager.Id }.Enter();
        var end = Stopwatch.GetTimestamp() + (long)(span.TotalSeconds * Stopwatch.Frequency);
        for (long start; (start = Stopwatch.GetTimestamp()) < end;)
        {
            _said = new(TaskCreationOptions.RunContinuationsAsynchronously);
            var receipt = await (_isIn ? _conversation.Leave(new() { ParticipantId = Manager.Id }) : _conversation.Join(new() { Participant = Manager })).ConfigureAwait(false);
            if (receipt.Refusal is { } refusal) throw new InvalidOperationException(refusal.Detail);
            _isIn = !_isIn;
            await _said.Task.ConfigureAwait(false);
            if (measured) Latencies.Add(Stopwatch.GetTimestamp() - start);
        }
    }

    public Task OnDeactivated() => Task.CompletedTask;

    public Task OnEvents(EventPage page)
    {
        foreach (var happened in page.Events)
        {
            if (happened is CommandRefused refused) Fail(refused.Detail);
            if (happened is EffectSettled { Outcome: { Succeeded: false } failed }) Fail(failed.Detail);
            if (happened is MessagePublished { Message.Automatic: true }) _said.TrySetResult();
        }
        return Task.CompletedTask;
    }

    private void Fail(string? why) => _said.TrySetException(new InvalidOperationException(why));
}
