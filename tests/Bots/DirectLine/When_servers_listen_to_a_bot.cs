using Conversations.Bots;

namespace Conversations.Tests.Bots.DirectLine;

/// <summary>Which server takes up which feeds, in a cluster.</summary>
public class When_servers_listen_to_a_bot
{
    private readonly DateTimeOffset _nine = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);
    private readonly BotListeners _listeners = new(["a", "b", "c", "d"]);

    [Fact]
    public void each_conversation_of_before_is_given_to_one_of_them()
    {
        Assert.Equal(["a", "b"], Hear("one", 0, room: 2).Order());
        Assert.Equal(["c", "d"], Hear("two", 0, room: 9).Order());
        Assert.Empty(Hear("one", 1, room: 9, "a", "b"));
        Assert.Empty(Hear("three", 1, room: 9));
    }

    [Fact]
    public void what_another_one_reads_already_is_not_given_away()
    {
        Hear("one", 0, room: 0, "a", "x");
        Assert.Equal(["b", "c", "d"], Hear("two", 0, room: 9).Order());
    }

    [Theory, InlineData(44.9, false), InlineData(45, true)]
    public void one_that_says_nothing_any_more_leaves_its_own_to_others(double seconds, bool isGone)
    {
        Hear("one", 0, room: 9);
        Assert.Equal(isGone ? 4 : 0, Hear("two", seconds, room: 9).Length);
    }

    [Fact]
    public void what_it_ended_in_order_is_given_to_nobody()
    {
        Hear("one", 0, room: 9);
        Hear("one", 15, room: 9, "a");
        Assert.Equal(["a"], Hear("two", 60, room: 9));
    }

    [Fact]
    public void what_two_of_them_read_is_lost_with_the_second()
    {
        Hear("one", 0, room: 9);
        Hear("two", 0, room: 0, "a");
        Hear("one", 40, room: 0, "a");
        Assert.Empty(Hear("one", 50, room: 9, "a"));
        Assert.Equal(["a"], Hear("three", 100, room: 9));
    }

    [Fact]
    public void what_the_bot_has_lost_is_given_to_nobody() =>
        Assert.Equal(["b", "c", "d"], _listeners.Hear(new BotListening { Server = "one", Room = 9 }, c => c != "a", _nine).Order());

    private System.Collections.Immutable.ImmutableArray<string> Hear(string server, double second, int room, params string[] reads) =>
        _listeners.Hear(new BotListening { Server = server, Conversations = [.. reads], Room = room }, _ => true, _nine.AddSeconds(second));
}
