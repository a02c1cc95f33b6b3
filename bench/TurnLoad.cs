using System.Diagnostics;

namespace Conversations.Bench;

/// <summary>A consumer who says the next thing as soon as the last answer was observed.</summary>
internal sealed class TurnLoad(IGrainFactory grains, int number) : IConversationObserver
{
    private readonly IConversationGrain _conversation = grains.GetGrain<IConversationGrain>(BenchSilo.KeyOf(number));
    private readonly Participant _consumer = new() { Id = BenchSilo.ConsumerOf(number).Id, Role = Role.Consumer };
    private TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _said;

    /// <summary>In stopwatch ticks, from the call to the observed answer.</summary>
    public List<long> Latencies { get; } = [];

    public async Task Open()
    {
        await _conversation.Open(BenchSilo.OpenBy(number));
        await _conversation.Subscribe(grains.CreateObjectReference<IConversationObserver>(this));
    }

    public async Task Run(TimeSpan span, bool measured)
    {
        // As it comes in over HTTP.
        new Caller { Account = "bench", Role = CallerRole.Consumer, Id = _consumer.Id }.Enter();
        var end = Stopwatch.GetTimestamp() + (long)(span.TotalSeconds * Stopwatch.Frequency);
        for (long start; (start = Stopwatch.GetTimestamp()) < end;)
        {
            await Talk().ConfigureAwait(false);
            if (measured)
            {
                Latencies.Add(Stopwatch.GetTimestamp() - start);
            }
        }
    }

    public Task OnDeactivated() => Task.CompletedTask;

    public Task OnEvents(EventPage page)
    {
        foreach (var happened in page.Events)
        {
            if (happened is MessagePublished { Message: { From.Role: Role.Bot, InReplyTo: not null } })
            {
                _answered.TrySetResult();
            }
        }
        return Task.CompletedTask;
    }

    private async Task Talk()
    {
        _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var published = _conversation.Publish(new()
        {
            From = _consumer,
            Text = BenchAccounts.Texts[_said++ % BenchAccounts.Texts.Length],
            ClientMessageId = $"m{_said}",
        });
        // Observed first: the receipt is there by then, so waiting for it takes no second change of threads.
        await _answered.Task.ConfigureAwait(false);
        await published.ConfigureAwait(false);
    }
}
