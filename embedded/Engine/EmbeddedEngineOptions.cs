using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;

namespace Conversations.Embedded;

/// <summary>How an engine runs. Read once, when the engine is made.</summary>
public sealed class EmbeddedEngineOptions
{
    /// <summary>Runs the turns. Null, the default, means the thread pool. A scheduler given here sees every turn as one task,
    /// so <see cref="SeededScheduler"/> can run them one at a time in an order of its own.</summary>
    public TaskScheduler? Scheduler { get; set; }

    /// <summary>Whether a call to an idle grain runs on the thread of its caller. Default true; off whenever a
    /// <see cref="Scheduler"/> is given, because then the scheduler decides what runs next.</summary>
    public bool RunCallsInline { get; set; } = true;

    /// <summary>How many turns one activation may take in a row before others get the thread. Default 64; always 1 when a
    /// <see cref="Scheduler"/> is given.</summary>
    public int TurnsPerVisit { get; set; } = 64;

    /// <summary>The clock. Null, the default, means the TimeProvider of the services, or the one of the system.</summary>
    public TimeProvider? TimeProvider { get; set; }

    /// <summary>Where reminders are kept. Null, the default, means the IReminderTable of the services, or one in memory.</summary>
    public IReminderTable? ReminderTable { get; set; }

    /// <summary>Idle collection, and limits of activation and deactivation.</summary>
    public GrainCollectionOptions Collection { get; set; } = new();

    /// <summary>Limits of calls.</summary>
    public SiloMessagingOptions Messaging { get; set; } = new();

    /// <summary>Limits of reminders.</summary>
    public ReminderOptions Reminders { get; set; } = new();

    /// <summary>Filters besides those of the services.</summary>
    public IList<IIncomingGrainCallFilter> IncomingFilters { get; } = [];

    /// <summary>Filters besides those of the services.</summary>
    public IList<IOutgoingGrainCallFilter> OutgoingFilters { get; } = [];
}
