using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace Conversations.Functions;

/// <summary>All of the log is in memory while it is used; what is new is written a second after the first of it.</summary>
internal sealed partial class InvocationLogGrain(
    [PersistentState("counts")] IPersistentState<InvocationCounts> counts,
    [PersistentState("page0")] IPersistentState<InvocationLogPage> page0,
    [PersistentState("page1")] IPersistentState<InvocationLogPage> page1,
    [PersistentState("page2")] IPersistentState<InvocationLogPage> page2,
    [PersistentState("page3")] IPersistentState<InvocationLogPage> page3,
    ILogger<InvocationLogGrain> log) : Grain, IInvocationLogGrain
{
    /// <summary>Invocations of a page. Four pages are kept, one of which is being filled.</summary>
    internal const int PageSize = 334;
    private static readonly TimeSpan WriteAfter = TimeSpan.FromSeconds(1);

    private readonly IPersistentState<InvocationLogPage>[] _pages = [page0, page1, page2, page3];
    private readonly bool[] _isDirty = new bool[4];
    private IGrainTimer? _timer;
    private long _next;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _next = _pages.Max(p => p.State.First + p.State.Invocations.Length);
        _timer = this.RegisterGrainTimer(_ => Write(), new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { KeepAlive = true });
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Write();

    public Task Append(Invocation invocation)
    {
        var number = _next++;
        var slot = (int)(number / PageSize % _pages.Length);
        var page = _pages[slot].State;
        var first = number - number % PageSize;
        _pages[slot].State = page.First == first
            ? page with { Invocations = page.Invocations.Add(invocation) }
            : page with { First = first, Invocations = [invocation] };
        counts.State = counts.State.With(invocation);
        if (!_isDirty.Contains(true)) _timer!.Change(WriteAfter, Timeout.InfiniteTimeSpan);
        _isDirty[slot] = true;
        return Task.CompletedTask;
    }

    public Task<InvocationPage> Search(InvocationFilter filter)
    {
        // Ids are in order of time, but two servers' clocks may differ by a little: where a page ends is said by the id itself.
        var newest = Newest();
        if (filter.After is { } after) newest = newest.SkipWhile(i => i.Id != after).Skip(1);
        var found = newest.Where(i => Matches(i, filter)).Take(filter.Limit + 1).ToImmutableArray();
        return Task.FromResult(found.Length > filter.Limit
            ? new InvocationPage { Invocations = found[..filter.Limit], Next = found[filter.Limit - 1].Id }
            : new InvocationPage { Invocations = found });
    }

    public Task<Invocation?> Read(string id) => Task.FromResult(Newest().FirstOrDefault(i => i.Id == id));

    public Task<FunctionUsage> Usage() => Task.FromResult(counts.State.Usage);

    private IEnumerable<Invocation> Newest() => _pages.Select(p => p.State).OrderByDescending(p => p.First).SelectMany(p => p.Invocations.Reverse()).Take(1_000);

    private static bool Matches(Invocation i, InvocationFilter filter) =>
        (filter.State is not { } state || i.State == state)
        && (filter.Conversation is not { } conversation || i.Conversation == conversation)
        && !(i.At < filter.Since) && !(i.At >= filter.Until)
        && (filter.Text is not { Length: > 0 } text || Texts(i).Any(t => t?.Contains(text, StringComparison.OrdinalIgnoreCase) == true));

    private static IEnumerable<string?> Texts(Invocation i) =>
        [i.ErrorCode, i.ErrorMessage, i.Record?.Result, i.Conversation, i.InvokedBy, .. i.Logs.Select(l => l.Message), .. i.Logs.Select(l => l.Extras)];

    private async Task Write()
    {
        if (!_isDirty.Contains(true)) return;
        try
        {
            for (var slot = 0; slot < _pages.Length; slot++)
            {
                if (!_isDirty[slot]) continue;
                await _pages[slot].WriteStateAsync();
                _isDirty[slot] = false;
            }
            await counts.WriteStateAsync();
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // The log is not worth more than that: what the next activation reads is what was written last.
            LogLost(log, this.GetPrimaryKeyString(), fault);
            Array.Clear(_isDirty);
            DeactivateOnIdle();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The invocation log of {Function} could not be written; what was added in the last second is lost. The conversations' journals have what became of their events.")]
    private static partial void LogLost(ILogger logger, string function, Exception fault);
}
