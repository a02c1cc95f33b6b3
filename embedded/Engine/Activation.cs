using System.Runtime.CompilerServices;
using Orleans;
using Orleans.Runtime;

namespace Conversations.Embedded;

/// <summary>
/// One activation of a grain: its inbox, its lock and its place in life, in one small object. It is the
/// SynchronizationContext of its own turns, so awaits in grain code come back to it.
/// <para>
/// <c>_inbox</c> is lock and queue at once: null, nobody is in the activation and nothing is queued; anything else, somebody
/// is in it or is on the way, and owns every other field. Whoever turns null into something becomes the owner. Others only
/// push. The owner leaves by turning the marker back into null, which fails when something was pushed meanwhile.
/// </para>
/// </summary>
internal sealed partial class Activation : SynchronizationContext, IGrainContext, IThreadPoolWorkItem
{
    private TurnItem? _inbox;
    private TurnItem? _ready;
    private GrainCall? _waitingFirst;
    private GrainCall? _waitingLast;
    private ActivationExtras? _extras;
    private long _lastUsed;
    private int _interleaved;
    private ushort _readers;
    private bool _exclusive;
    private bool _attention;
    private volatile ActivationState _state;

    internal Activation(GrainClassState grainClass, string key)
    {
        Class = grainClass;
        Key = key;
        _attention = true;
        _lastUsed = grainClass.Engine.CoarseNow;
    }

    /// <summary>The target of an observer reference: always there, without a life cycle.</summary>
    internal Activation(GrainClassState observers, string key, object observer) : this(observers, key)
    {
        Instance = observer;
        _state = ActivationState.Valid;
        _attention = false;
    }

    internal static new Activation? Current
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => SynchronizationContext.Current as Activation;
    }

    internal GrainClassState Class { get; }
    internal string Key { get; }
    internal object? Instance { get; private set; }
    internal EmbeddedEngine Engine => Class.Engine;
    internal bool IsGone => _state == ActivationState.Gone;
    internal bool IsIdle => Volatile.Read(ref _inbox) is null && Running == 0;
    private int Running => _interleaved + _readers + (_exclusive ? 1 : 0);
    internal ActivationExtras Extras => _extras ?? Interlocked.CompareExchange(ref _extras, new(), null) ?? _extras;

    /// <summary>Enters when nobody is here and the call may start now; then <see cref="LeaveInline"/> must follow.</summary>
    internal bool TryEnterInline(CallFlags flags) => Class.RunsInline && TryEnter(flags);

    /// <summary>The same for a call that exists as an object, because filters want to see it.</summary>
    internal bool TryEnterFiltered(CallFlags flags) => Class.RunsFilteredInline && TryEnter(flags);

    private bool TryEnter(CallFlags flags)
    {
        if (Volatile.Read(ref _inbox) is not null || (flags & CallFlags.OneWay) != 0
            || !RuntimeHelpers.TryEnsureSufficientExecutionStack()
            || Interlocked.CompareExchange(ref _inbox, Busy.Marker, null) is not null)
        {
            return false;
        }
        if (_state == ActivationState.Valid && MayStart(flags, null))
        {
            _lastUsed = Class.Engine.CoarseNow;
            return true;
        }
        LeaveInline();
        return false;
    }

    internal void LeaveInline()
    {
        if (_attention || _ready is not null || Interlocked.CompareExchange(ref _inbox, null, Busy.Marker) != Busy.Marker)
            Engine.Schedule(this);
    }

    internal void Push(TurnItem item)
    {
        var first = Volatile.Read(ref _inbox);
        while (true)
        {
            item.Next = first ?? Busy.Marker;
            var seen = Interlocked.CompareExchange(ref _inbox, item, first);
            if (seen == first)
                break;
            first = seen;
        }
        if (first is null)
            Engine.Schedule(this);
    }

    /// <summary>An await in grain code continues here. When it was the activation's own turn that completed what was awaited,
    /// .NET continues in place and does not come here.</summary>
    public override void Post(SendOrPostCallback d, object? state) => Push(new PostedAction(d, state));

    public override void Send(SendOrPostCallback d, object? state)
    {
        if (Current != this)
            throw new NotSupportedException($"Don't block on grain {GrainId}; await it.");
        d(state);
    }

    public override SynchronizationContext CreateCopy() => this;

    void IThreadPoolWorkItem.Execute() => Drain();
}

internal enum ActivationState : byte
{
    /// <summary>In the directory; no object yet.</summary>
    New,
    /// <summary>OnActivateAsync runs.</summary>
    Activating,
    /// <summary>Takes calls.</summary>
    Valid,
    /// <summary>Starts no more calls; the running ones end first.</summary>
    Closing,
    /// <summary>OnDeactivateAsync runs.</summary>
    Deactivating,
    /// <summary>Not in the directory any more; what still arrives is sent on.</summary>
    Gone,
}
