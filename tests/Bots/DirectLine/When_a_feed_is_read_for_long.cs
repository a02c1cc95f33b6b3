using Conversations.Journal;
using Conversations.Silo.Bots.DirectLine;
using Orleans.Runtime;

namespace Conversations.Tests.Bots.DirectLine;

/// <summary>How often a feed is asked and when that ends, in virtual time.</summary>
public sealed class When_a_feed_is_read_for_long : IDisposable
{
    private readonly VirtualFeed _feed = new();

    [Fact]
    public void it_is_asked_quickly_at_first_and_then_every_second_while_somebody_waits()
    {
        var reader = Reader(proactive: false);
        var wait = reader.Wait("c|0000001")!;
        var reading = _feed.Run(reader);
        _feed.Pass(TimeSpan.FromSeconds(10));
        Assert.InRange(_feed.Between(0, 3), 13, 17);
        Assert.InRange(_feed.Between(4, 10), 5, 7);
        Assert.False(reading.IsCompleted);
        Assert.False(wait.Answered.IsCompleted);
    }

    [Fact]
    public void it_ends_half_a_minute_after_nobody_waits()
    {
        var reader = Reader(proactive: false);
        reader.Leave(reader.Wait("c|0000001")!);
        var reading = _feed.Run(reader);
        _feed.Pass(TimeSpan.FromSeconds(25));
        Assert.False(reading.IsCompleted);
        _feed.Pass(TimeSpan.FromSeconds(15));
        Assert.True(reading.IsCompleted);
        Assert.InRange(_feed.Polls.Count, 8, 16);
        Assert.Null(reader.Wait("c|0000002"));
    }

    [Fact]
    public void a_bot_that_may_speak_unasked_is_listened_to_for_half_an_hour_every_five_seconds()
    {
        var reader = Reader(proactive: true);
        reader.Leave(reader.Wait("c|0000001")!);
        var reading = _feed.Run(reader);
        _feed.Pass(TimeSpan.FromMinutes(29));
        Assert.False(reading.IsCompleted);
        Assert.InRange(_feed.Between(60, 660), 115, 125);
        _feed.Pass(TimeSpan.FromMinutes(2));
        Assert.True(reading.IsCompleted);
    }

    [Fact]
    public void it_is_listened_to_no_longer_than_it_has_the_conversation()
    {
        var reader = Reader(proactive: true);
        var reading = _feed.Run(reader);
        _feed.Pass(TimeSpan.FromMinutes(2));
        Assert.False(reading.IsCompleted);
        _feed.Session = null;
        _feed.Pass(TimeSpan.FromSeconds(25));
        Assert.True(reading.IsCompleted);
    }

    [Theory, InlineData(typeof(TimeoutException)), InlineData(typeof(OrleansException)), InlineData(typeof(JournalUnavailableException))]
    public void a_conversation_that_can_not_be_asked_for_once_ends_nothing(Type fault)
    {
        var left = 1;
        _feed.BeforeRead = () =>
        {
            if (Interlocked.Decrement(ref left) == 0) throw (Exception)Activator.CreateInstance(fault, "The test cut the line.")!;
        };
        var reading = _feed.Run(Reader(proactive: true));
        _feed.Pass(TimeSpan.FromMinutes(2));
        Assert.True(left < 0);
        Assert.False(reading.IsCompleted);
        _feed.Page = _ => """{"activities":[{"type":"message","id":"1","text":"Your parcel is here"}],"watermark":"2"}""";
        _feed.Pass(TimeSpan.FromSeconds(6));
        Assert.Single(_feed.Told);
    }

    [Theory, InlineData(29, 1), InlineData(10, 20)]
    public void one_that_is_taken_up_again_is_read_until_half_an_hour_after_the_bots_last_word(int ago, int left)
    {
        _feed.Session = _feed.Session! with { LastWord = _feed.Begun.AddMinutes(-ago) };
        var reading = _feed.Run(Reader(proactive: true, resumed: true));
        _feed.Pass(TimeSpan.FromMinutes(left) - TimeSpan.FromSeconds(10));
        Assert.False(reading.IsCompleted);
        _feed.Pass(TimeSpan.FromSeconds(20));
        Assert.True(reading.IsCompleted);
    }

    [Theory, InlineData(30), InlineData(100), InlineData(null)]
    public void one_that_was_silent_for_long_is_asked_once_what_it_has(int? ago)
    {
        _feed.Session = _feed.Session! with { LastWord = ago is { } minutes ? _feed.Begun.AddMinutes(-minutes) : null };
        var reading = _feed.Run(Reader(proactive: true, resumed: true));
        _feed.Pass(TimeSpan.FromSeconds(2));
        Assert.True(reading.IsCompleted);
        Assert.Single(_feed.Polls);
    }

    [Fact]
    public void a_server_that_stops_listens_no_longer_but_to_those_that_wait()
    {
        var reader = Reader(proactive: true);
        var wait = reader.Wait("c|0000001")!;
        var reading = _feed.Run(reader);
        _feed.Lifetime.StopApplication();
        _feed.Pass(TimeSpan.FromSeconds(3));
        Assert.False(reading.IsCompleted);
        reader.Leave(wait);
        _feed.Pass(TimeSpan.FromSeconds(2));
        Assert.True(reading.IsCompleted);
    }

    public void Dispose() => _feed.Dispose();

    private FeedReader Reader(bool proactive, bool resumed = false) => _feed.Reader(proactive, resumed);
}
