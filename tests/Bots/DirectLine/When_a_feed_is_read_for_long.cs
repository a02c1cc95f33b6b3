using System.Collections.Concurrent;
using System.Reflection;
using Conversations.Accounts;
using Conversations.Bots;
using Conversations.Effects;
using Conversations.Silo.Bots.DirectLine;
using Conversations.Silo.Effects;
using Conversations.Tests.Servers;
using Conversations.Tests.Time;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Conversations.Tests.Bots.DirectLine;

/// <summary>How often a feed is asked and when that ends, in virtual time.</summary>
public sealed class When_a_feed_is_read_for_long : IDisposable
{
    private readonly VirtualTime _time = new();
    private readonly SilentService _service;
    private readonly ServerLifetime _lifetime = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly DateTimeOffset _begun;
    private BotSession? _session = new() { Bot = "b", ConversationId = "r" };

    public When_a_feed_is_read_for_long() => (_service, _begun) = (new SilentService(_time), _time.GetUtcNow());

    [Fact]
    public async Task it_is_asked_quickly_at_first_and_then_every_second_while_somebody_waits()
    {
        var reader = Reader(proactive: false);
        var wait = reader.Wait("c|0000001")!;
        var reading = reader.Run(_stop.Token);
        await Pass(TimeSpan.FromSeconds(10), TimeSpan.FromMilliseconds(100));
        Assert.InRange(Between(0, 3), 13, 17);
        Assert.InRange(Between(4, 10), 5, 7);
        Assert.False(reading.IsCompleted);
        Assert.False(wait.Answered.IsCompleted);
    }

    [Fact]
    public async Task it_ends_half_a_minute_after_nobody_waits()
    {
        var reader = Reader(proactive: false);
        reader.Leave(reader.Wait("c|0000001")!);
        var reading = reader.Run(_stop.Token);
        await Pass(TimeSpan.FromSeconds(25), TimeSpan.FromMilliseconds(500));
        Assert.False(reading.IsCompleted);
        await Pass(TimeSpan.FromSeconds(15), TimeSpan.FromMilliseconds(500));
        Assert.True(reading.IsCompleted);
        Assert.InRange(_service.Polls.Count, 8, 16);
        Assert.Null(reader.Wait("c|0000002"));
    }

    [Fact]
    public async Task a_bot_that_may_speak_unasked_is_listened_to_for_half_an_hour_every_five_seconds()
    {
        var reader = Reader(proactive: true);
        reader.Leave(reader.Wait("c|0000001")!);
        var reading = reader.Run(_stop.Token);
        await Pass(TimeSpan.FromMinutes(29), TimeSpan.FromSeconds(1));
        Assert.False(reading.IsCompleted);
        Assert.InRange(Between(60, 660), 115, 125);
        await Pass(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(1));
        Assert.True(reading.IsCompleted);
    }

    [Fact]
    public async Task it_is_listened_to_no_longer_than_it_has_the_conversation()
    {
        var reader = Reader(proactive: true);
        var reading = reader.Run(_stop.Token);
        await Pass(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(1));
        Assert.False(reading.IsCompleted);
        _session = null;
        await Pass(TimeSpan.FromSeconds(25), TimeSpan.FromSeconds(1));
        Assert.True(reading.IsCompleted);
    }

    [Theory, InlineData(29, 1), InlineData(10, 20)]
    public async Task one_that_is_taken_up_again_is_read_until_half_an_hour_after_the_bots_last_word(int ago, int left)
    {
        _session = _session! with { LastWord = _begun.AddMinutes(-ago) };
        var reading = Reader(proactive: true, resumed: true).Run(_stop.Token);
        await Pass(TimeSpan.FromMinutes(left) - TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1));
        Assert.False(reading.IsCompleted);
        await Pass(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(1));
        Assert.True(reading.IsCompleted);
    }

    [Theory, InlineData(30), InlineData(100), InlineData(null)]
    public async Task one_that_was_silent_for_long_is_asked_once_what_it_has(int? ago)
    {
        _session = _session! with { LastWord = ago is { } minutes ? _begun.AddMinutes(-minutes) : null };
        var reading = Reader(proactive: true, resumed: true).Run(_stop.Token);
        await Pass(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1));
        Assert.True(reading.IsCompleted);
        Assert.Single(_service.Polls);
    }

    [Fact]
    public async Task a_server_that_stops_listens_no_longer_but_to_those_that_wait()
    {
        var reader = Reader(proactive: true);
        var wait = reader.Wait("c|0000001")!;
        var reading = reader.Run(_stop.Token);
        _lifetime.StopApplication();
        await Pass(TimeSpan.FromSeconds(3), TimeSpan.FromMilliseconds(500));
        Assert.False(reading.IsCompleted);
        reader.Leave(wait);
        await Pass(TimeSpan.FromSeconds(2), TimeSpan.FromMilliseconds(500));
        Assert.True(reading.IsCompleted);
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
        _lifetime.Dispose();
    }

    private int Between(double from, double to) => _service.Polls.Count(at => at >= _begun.AddSeconds(from) && at < _begun.AddSeconds(to));

    // The reader works on threads of its own between the steps.
    private async Task Pass(TimeSpan span, TimeSpan step)
    {
        for (var end = _time.GetUtcNow() + span; _time.GetUtcNow() < end;)
        {
            _time.Advance(step);
            await Task.Delay(1);
        }
    }

    private FeedReader Reader(bool proactive, bool resumed = false)
    {
        var grain = DispatchProxy.Create<IConversationGrain, Remembering>();
        ((Remembering)(object)grain).Session = () => _session;
        var account = new Account { Id = "acme", DefaultLanguage = "en" };
        var connector = new BotConnector { Kind = BotConnectorKind.DirectLine, Endpoint = "http://service.test", WebSocket = false, Proactive = proactive };
        var context = new FeedReaderContext
        {
            Conversation = new ConversationKey("acme", "c"), Account = account, User = "u", Grain = grain, Time = _time, Lifetime = _lifetime,
            Bot = new Bot { Name = "b", FailureText = LocalizedText.Of("-"), Connector = connector },
            Service = new DirectLineService(_service, _time, account, connector), Self = new SelfAddress(null!), Log = NullLogger.Instance,
            MayIdle = r => r.Connector.Proactive,
        };
        return resumed ? FeedReader.Resume(context, _session!) : new FeedReader(context, _session!, null);
    }

    private sealed class SilentService(TimeProvider time) : IOutgoingHttp
    {
        public ConcurrentQueue<DateTimeOffset> Polls { get; } = new();

        public Task<OutgoingAnswer> Send(Account account, OutgoingRequest request, CancellationToken cancellation)
        {
            Polls.Enqueue(time.GetUtcNow());
            return Task.FromResult(new OutgoingAnswer { Status = 200, Body = """{"activities":[],"watermark":"1"}""" });
        }
    }

    /// <summary>A conversation of which only what the connector remembers is asked.</summary>
    public class Remembering : DispatchProxy
    {
        internal Func<BotSession?> Session { get; set; } = () => null;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            targetMethod?.Name == nameof(IConversationGrain.ReadBotSession) ? Task.FromResult(Session())
                : throw new InvalidOperationException($"{targetMethod?.Name} was not expected.");
    }
}
