namespace Conversations.Bench;

/// <summary>A consumer who asks for something slow and hears at a certain time that it takes longer.</summary>
internal sealed class ProactiveWait(BenchSilo silo, int number, TimeSpan after, Countdown open) : IConversationObserver
{
    private readonly IConversationGrain _conversation = silo.Conversation(number);

    public DateTimeOffset DueAt { get; private set; }
    public DateTimeOffset DecidedAt { get; private set; }
    public DateTimeOffset ObservedAt { get; private set; }

    public async Task Open()
    {
        await _conversation.Open(BenchSilo.OpenBy(number) with { Bot = BenchAccounts.SlowBotOf(after) });
        await _conversation.Subscribe(silo.Grains.CreateObjectReference<IConversationObserver>(this));
    }

    public Task Ask() => _conversation.Publish(new()
    {
        From = new() { Id = BenchSilo.ConsumerOf(number).Id, Role = Role.Consumer },
        Text = "Please look",
    });

    public Task OnDeactivated() => Task.CompletedTask;

    public Task OnEvents(EventPage page)
    {
        var now = DateTimeOffset.UtcNow;
        foreach (var happened in page.Events)
        {
            if (happened is RunSuspended { Planned: [var planned, ..] })
            {
                DueAt = planned.DueAt;
            }
            if (happened is MessagePublished { ProactiveIndex: 0, Message: var message })
            {
                (DecidedAt, ObservedAt) = (message.SentAt, now);
                open.Signal();
            }
        }
        return Task.CompletedTask;
    }
}
