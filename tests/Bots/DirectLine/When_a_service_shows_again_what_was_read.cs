using System.Globalization;
using System.Text.Json;
using Conversations.Silo.Bots.DirectLine;

namespace Conversations.Tests.Bots.DirectLine;

/// <summary>Services without watermarks, and with ones that are not what comes next: each thing is told once, and the feed is asked at the usual pace.</summary>
public sealed class When_a_service_shows_again_what_was_read : IDisposable
{
    private const string Request = "c|0000001";
    private readonly VirtualFeed _feed = new();
    private readonly List<string> _said = [];

    [Theory, InlineData("absent"), InlineData("null"), InlineData("fixed"), InlineData("inclusive"), InlineData("clock")]
    public void it_is_asked_no_more_often_while_somebody_waits(string kind)
    {
        var reader = Begin(kind);
        var wait = reader.Wait(Request)!;
        _ = _feed.Run(reader);
        _feed.Pass(TimeSpan.FromSeconds(10));
        Assert.InRange(_feed.Between(0, 3), 13, 18);
        Assert.InRange(_feed.Between(4, 10), 5, 7);
        Assert.Equal(["a", "b"], Told);
        Say("c");
        _feed.Pass(TimeSpan.FromSeconds(2));
        Assert.Equal(["a", "b", "c"], Told);
        Assert.False(wait.Answered.IsCompleted);
    }

    [Theory, InlineData("absent"), InlineData("fixed"), InlineData("inclusive"), InlineData("clock")]
    public void whoever_waits_for_all_of_it_waits_no_longer(string kind)
    {
        var reader = Begin(kind);
        _ = reader.Wait(Request);
        var reading = _feed.Run(reader);
        for (var i = 0; i < 3; i++)
        {
            var caughtUp = reader.CatchUp();
            _feed.Pass(TimeSpan.FromMilliseconds(300));
            Assert.True(caughtUp.IsCompletedSuccessfully);
        }
        Assert.Equal(["a", "b"], Told);
        Assert.False(reading.IsCompleted);
    }

    [Theory, InlineData("absent"), InlineData("fixed"), InlineData("inclusive"), InlineData("clock")]
    public void half_a_minute_after_nobody_waits_it_is_asked_no_more(string kind)
    {
        var reader = Begin(kind);
        var wait = reader.Wait(Request)!;
        var reading = _feed.Run(reader);
        _ = reader.CatchUp();
        _feed.Pass(TimeSpan.FromSeconds(1));
        reader.Leave(wait);
        _feed.Pass(TimeSpan.FromSeconds(35));
        Assert.True(reading.IsCompleted);
        Assert.InRange(_feed.Between(2, 60), 8, 20);
    }

    [Theory, InlineData("absent"), InlineData("inclusive")]
    public void a_bot_that_may_speak_unasked_is_listened_to_no_longer_than_it_has_the_conversation(string kind)
    {
        var reading = _feed.Run(Begin(kind, proactive: true));
        _feed.Pass(TimeSpan.FromMinutes(2));
        Assert.False(reading.IsCompleted);
        Assert.InRange(_feed.Between(60, 120), 10, 14);
        _feed.Session = null;
        _feed.Pass(TimeSpan.FromSeconds(25));
        Assert.True(reading.IsCompleted);
    }

    [Theory, InlineData("exclusive"), InlineData("inclusive")]
    public void pages_of_limited_size_are_all_read_at_once(string kind)
    {
        var reader = Begin(kind, most: 10);
        for (var i = 0; i < 43; i++) Say($"{i}");
        _ = _feed.Run(reader);
        var caughtUp = reader.CatchUp();
        _feed.Pass(TimeSpan.Zero);
        Assert.True(caughtUp.IsCompletedSuccessfully);
        Assert.Equal(45, _feed.Told.Count);
        Assert.InRange(_feed.Polls.Count, 5, 7);
    }

    [Fact]
    public void a_history_that_is_longer_than_what_is_remembered_of_it_is_told_once()
    {
        var reader = Begin("absent");
        for (var i = 0; i < 2_500; i++) Say($"{i}");
        _ = reader.Wait(Request);
        _ = _feed.Run(reader);
        _feed.Pass(TimeSpan.FromSeconds(3));
        Say("last");
        _feed.Pass(TimeSpan.FromSeconds(2));
        Assert.Equal(2_503, _feed.Told.Count);
        Assert.InRange(_feed.Polls.Count, 10, 32);
    }

    [Theory, InlineData("absent"), InlineData("inclusive")]
    public void lines_without_ids_are_told_once_and_equal_ones_as_often_as_they_are_there(string kind)
    {
        var reader = Begin(kind);
        _said.Clear();
        for (var i = 0; i < 2; i++) _said.Add("""{"type":"message","text":"ha"}""");
        _ = reader.Wait(Request);
        _ = _feed.Run(reader);
        _feed.Pass(TimeSpan.FromSeconds(3));
        Assert.Equal(["ha", "ha"], Told);
        Assert.InRange(_feed.Polls.Count, 10, 18);
        if (kind is "inclusive") return;
        _said.Add("""{"type":"message","text":"ha"}""");
        _feed.Pass(TimeSpan.FromSeconds(3));
        Assert.Equal(["ha", "ha", "ha"], Told);
    }

    [Theory, InlineData("absent"), InlineData("inclusive"), InlineData("exclusive")]
    public void a_bot_that_types_is_no_reason_to_hurry(string kind)
    {
        var reader = Begin(kind);
        _said.Clear();
        _said.Add("""{"type":"typing","id":"t"}""");
        _ = reader.Wait(Request);
        _ = _feed.Run(reader);
        _feed.Pass(TimeSpan.FromSeconds(3));
        Assert.Empty(_feed.Told);
        Assert.InRange(_feed.Polls.Count, 10, 18);
    }

    [Fact]
    public void a_service_that_shows_two_pages_in_turn_is_asked_at_the_usual_pace_in_the_end()
    {
        var reader = Begin("absent");
        _feed.Page = mark => mark is "1"
            ? """{"activities":[{"type":"message","id":"b","text":"b"}],"watermark":"2"}"""
            : """{"activities":[{"type":"message","id":"a","text":"a"}],"watermark":"1"}""";
        _ = reader.Wait(Request);
        _ = _feed.Run(reader);
        var caughtUp = reader.CatchUp();
        _feed.Pass(TimeSpan.FromSeconds(10));
        Assert.Equal(["a", "b"], Told);
        Assert.True(caughtUp.IsCompletedSuccessfully);
        Assert.InRange(_feed.Between(4, 10), 5, 7);
    }

    [Theory, InlineData("2"), InlineData("9")]
    public void what_another_server_has_told_is_not_told_again_and_what_lies_behind_it_is(string mark)
    {
        var reader = Begin("exclusive");
        foreach (var text in new[] { "c", "d" }) Say(text);
        var isFirst = true;
        _feed.Instead = hear =>
        {
            if (!isFirst) return null;
            isFirst = false;
            // The other one came first; it has read less, or more, of the same.
            _feed.Session = hear.Session! with { Watermark = mark, Sent = [] };
            return null;
        };
        _ = reader.Wait(Request);
        _ = _feed.Run(reader);
        _feed.Pass(TimeSpan.FromSeconds(2));
        Assert.Equal(mark is "2" ? ["c", "d"] : [], Told);
    }

    public void Dispose() => _feed.Dispose();

    private string[] Told => [.. _feed.Told.Select(t => JsonDocument.Parse(t).RootElement.GetProperty("text").GetString()!)];

    private void Say(string text) => _said.Add($$"""{"type":"message","id":"r|{{_said.Count}}","text":"{{text}}"}""");

    private FeedReader Begin(string kind, bool proactive = false, int most = int.MaxValue)
    {
        foreach (var text in new[] { "a", "b" }) Say(text);
        _feed.Page = mark => Page(kind, int.TryParse(mark, out var number) ? number : 0, most);
        return _feed.Reader(proactive);
    }

    private string Page(string kind, int mark, int most)
    {
        var from = kind switch
        {
            "exclusive" => mark,
            "inclusive" => Math.Max(0, mark - 1),
            // The clock says when it was asked, and the last line is always there.
            "clock" => Math.Max(0, Math.Min(mark, _said.Count) - 1),
            _ => 0,
        };
        string[] shown = [.. _said.Skip(from).Take(most)];
        var watermark = kind switch
        {
            "exclusive" or "inclusive" => $",\"watermark\":\"{from + shown.Length}\"",
            "clock" => $",\"watermark\":\"{(1_000 + _feed.Polls.Count).ToString(CultureInfo.InvariantCulture)}\"",
            "fixed" => ",\"watermark\":\"0\"",
            "null" => ",\"watermark\":null",
            _ => "",
        };
        return $"{{\"activities\":[{string.Join(',', shown)}]{watermark}}}";
    }
}
