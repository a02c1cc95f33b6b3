using Conversations.Tests.Time;
using Conversations.Webhooks;

namespace Conversations.Tests.Webhooks;

public class The_room_of_a_webhook
{
    private readonly VirtualTime _time = new();

    [Fact]
    public async Task is_for_sixty_four_requests_and_nobody_elses()
    {
        var room = new WebhookRoom(_time);
        for (var i = 0; i < WebhookRoom.Size; i++) Assert.NotNull(await room.Enter("a", default));
        var waiting = room.Enter("a", default);
        Assert.NotNull(await room.Enter("b", default));
        Assert.False(waiting.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Null(await waiting.WaitAsync(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task goes_to_who_waits_when_one_leaves()
    {
        var room = new WebhookRoom(_time);
        var places = new List<IDisposable?>();
        for (var i = 0; i < WebhookRoom.Size; i++) places.Add(await room.Enter("a", default));
        var waiting = room.Enter("a", default);
        places[0]!.Dispose();
        Assert.NotNull(await waiting.WaitAsync(TimeSpan.FromSeconds(20)));
    }
}
