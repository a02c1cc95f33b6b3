using System.Collections.Concurrent;
using System.Reflection;
using System.Web;
using Conversations.Accounts;
using Conversations.Bots;
using Conversations.Effects;
using Conversations.Silo.Bots.DirectLine;
using Conversations.Silo.Effects;
using Conversations.Tests.Servers;
using Conversations.Tests.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace Conversations.Tests.Bots.DirectLine;

/// <summary>
/// A feed in virtual time, and the reader of it. The service does what the test says, by default nothing; the conversation takes what it
/// is told when that was read from where it remembers.
/// </summary>
internal sealed class VirtualFeed : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly OwnThread _ready = new();

    public VirtualFeed() => Begun = Time.GetUtcNow();

    public VirtualTime Time { get; } = new();
    public ServerLifetime Lifetime { get; } = new();
    public DateTimeOffset Begun { get; }
    /// <summary>What the service answers to a watermark; null when it is asked without one.</summary>
    public Func<string?, string> Page { get; set; } = _ => """{"activities":[],"watermark":"1"}""";
    /// <summary>What the conversation remembers of the feed.</summary>
    public BotSession? Session { get; set; } = new() { Bot = "b", ConversationId = "r" };
    /// <summary>Comes before the conversation is asked what it remembers.</summary>
    public Action BeforeRead { get; set; } = () => { };
    /// <summary>Answers what the conversation is told in its place; null for the usual.</summary>
    public Func<HearBot, Receipt?> Instead { get; set; } = _ => null;
    /// <summary>When the service was asked.</summary>
    public ConcurrentQueue<DateTimeOffset> Polls { get; } = new();
    /// <summary>The activities that the conversation was told.</summary>
    public ConcurrentQueue<string> Told { get; } = new();

    public FeedReader Reader(bool proactive, bool resumed = false)
    {
        var grain = DispatchProxy.Create<IConversationGrain, VirtualConversation>();
        (((VirtualConversation)(object)grain).Read, ((VirtualConversation)(object)grain).Hear) = (Read, Hear);
        var account = new Account { Id = "acme", DefaultLanguage = "en" };
        var connector = new BotConnector { Kind = BotConnectorKind.DirectLine, Endpoint = "http://service.test", WebSocket = false, Proactive = proactive };
        var context = new FeedReaderContext
        {
            Conversation = new ConversationKey("acme", "c"), Account = account, User = "u", Grain = grain, Time = Time, Lifetime = Lifetime,
            Bot = new Bot { Name = "b", FailureText = LocalizedText.Of("-"), Connector = connector },
            Service = new DirectLineService(new Service(this), Time, account, connector), Self = new SelfAddress(null!), Log = NullLogger.Instance,
            MayIdle = r => r.Connector.Proactive,
        };
        return resumed ? FeedReader.Resume(context, Session!) : new FeedReader(context, Session!, null);
    }

    /// <summary>Lets a reader read.</summary>
    public Task Run(FeedReader reader) => _ready.Begin(() => reader.Run(_stop.Token));

    /// <summary>Moves the clock on. At each instant the reader does what it can, until it waits for the clock.</summary>
    public void Pass(TimeSpan span)
    {
        _ready.Run();
        Time.Advance(span, _ready.Run);
    }

    /// <summary>How often the service was asked, counted in seconds from the begin.</summary>
    public int Between(double from, double to) => Polls.Count(at => at >= Begun.AddSeconds(from) && at < Begun.AddSeconds(to));

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
        Lifetime.Dispose();
    }

    private sealed class Service(VirtualFeed feed) : IOutgoingHttp
    {
        public async Task<OutgoingAnswer> Send(Account account, OutgoingRequest request, CancellationToken cancellation)
        {
            // As over a network: the answer comes later than the call.
            await Task.Yield();
            cancellation.ThrowIfCancellationRequested();
            feed.Polls.Enqueue(feed.Time.GetUtcNow());
            return new OutgoingAnswer { Status = 200, Body = feed.Page(HttpUtility.ParseQueryString(new Uri(request.Url).Query)["watermark"]) };
        }
    }

    private async Task<BotSession?> Read()
    {
        await Task.Yield();
        BeforeRead();
        return Session;
    }

    private Receipt Hear(HearBot hear)
    {
        if (Instead(hear) is { } instead) return instead;
        if (hear.ReadAfter?.Watermark != Session?.Watermark) return new() { Refusal = new() { Code = RefusalCodes.MovedOn, Detail = "Somebody else has read further." } };
        foreach (var activity in hear.Activities) Told.Enqueue(activity);
        Session = hear.Session ?? Session;
        return new() { Seq = Told.Count };
    }
}

/// <summary>A conversation of which only what a reader of feeds needs is asked.</summary>
public class VirtualConversation : DispatchProxy
{
    internal Func<Task<BotSession?>> Read { get; set; } = null!;
    internal Func<HearBot, Receipt> Hear { get; set; } = null!;

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod?.Name switch
    {
        nameof(IConversationGrain.ReadBotSession) => Read(),
        nameof(IConversationGrain.Hear) => Task.FromResult(Hear((HearBot)args![0]!)),
        _ => throw new InvalidOperationException($"{targetMethod?.Name} was not expected."),
    };
}
