using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Conversations.Silo.Bots.DirectLine;

/// <summary>
/// The feeds that are read on this server, at most one for each conversation. They are begun here and not where a request is sent:
/// what lives long must not descend from a grain's turn. <see cref="FeedResumption"/> begins those that a restart ended.
/// </summary>
internal sealed class FeedReaders(IHostApplicationLifetime lifetime) : BackgroundService
{
    /// <summary>How many feeds are read for long without a request that waits.</summary>
    public const int MostIdle = 2_000;

    private const int Locks = 64;
    private readonly ConcurrentDictionary<ConversationKey, FeedReader> _readers = new();
    private readonly ConcurrentDictionary<Task, bool> _running = new();
    private readonly Channel<FeedReader> _beginning = Channel.CreateUnbounded<FeedReader>();
    private readonly SemaphoreSlim[] _locks = [.. Enumerable.Range(0, Locks).Select(_ => new SemaphoreSlim(1))];

    /// <summary>How many there are.</summary>
    public int Count => _readers.Count;

    /// <summary>There is room for one that is not needed at once.</summary>
    public bool HasRoom => _readers.Count <= MostIdle;

    /// <summary>Lets one request at a time find out which remote conversation is its.</summary>
    public async Task<IDisposable> Enter(ConversationKey conversation, CancellationToken cancellation)
    {
        var gate = _locks[(uint)conversation.GetHashCode() % Locks];
        await gate.WaitAsync(cancellation);
        return new Turn(gate);
    }

    /// <summary>The reader of a conversation's feed; null when there is none.</summary>
    public FeedReader? Find(ConversationKey conversation, string bot) =>
        _readers.TryGetValue(conversation, out var reader) && reader.Bot == bot ? reader : null;

    /// <summary>The conversations of a bot that are read here.</summary>
    public IEnumerable<ConversationKey> Of(string account, string bot) => _readers.Values.Where(r => r.Key.Account == account && r.Bot == bot).Select(r => r.Key);

    /// <summary>Begins to read.</summary>
    public void Begin(FeedReader reader)
    {
        if (_readers.TryGetValue(reader.Key, out var before)) before.Retire();
        _readers[reader.Key] = reader;
        _beginning.Writer.TryWrite(reader);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        foreach (var gate in _locks) gate.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var wakeAll = lifetime.ApplicationStopping.Register(() =>
        {
            foreach (var reader in _readers.Values) reader.Wake();
        });
        try
        {
            await foreach (var reader in _beginning.Reader.ReadAllAsync(stoppingToken))
            {
                var task = Task.Run(() => Run(reader, stoppingToken), CancellationToken.None);
                _running[task] = true;
                _ = task.ContinueWith(t => _running.TryRemove(t, out var _), TaskScheduler.Default);
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
        await Task.WhenAll(_running.Keys).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task Run(FeedReader reader, CancellationToken stopping)
    {
        await using (reader)
        {
            try
            {
                await reader.Run(stopping);
            }
            finally
            {
                _readers.TryRemove(new(reader.Key, reader));
            }
        }
    }

    private sealed class Turn(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
