using Conversations.Journal;
using Microsoft.Extensions.Logging;

namespace Conversations.Wakeup;

/// <summary>
/// Touches the conversations of a partition that fall due soon. While it is in memory a timer looks every few seconds; its
/// reminder brings it back when it is not.
/// </summary>
internal sealed partial class WakeupGrain(IConversationJournal journal, TimeProvider time, ILogger<WakeupGrain> log) : Grain, IWakeupGrain, IRemindable
{
    private const string Reminder = "watch";
    private const int PageSize = 500;

    internal static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    // Due before the look after the next one: nothing is late because a look was.
    internal static readonly TimeSpan Ahead = 2 * Every;
    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(1);

    private IGrainTimer? _timer;

    public async Task Watch()
    {
        await this.RegisterOrUpdateReminder(Reminder, ReminderPeriod, ReminderPeriod);
        await Look(CancellationToken.None);
        StartTimer();
    }

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        StartTimer();
        return Task.CompletedTask;
    }

    private void StartTimer() => _timer ??= this.RegisterGrainTimer(
        Look, new GrainTimerCreationOptions(Every, Every) { KeepAlive = true });

    private async Task Look(CancellationToken cancellation)
    {
        try
        {
            var until = time.GetUtcNow() + Ahead;
            for (DueConversation? cursor = null; ;)
            {
                var due = await journal.Due((int)this.GetPrimaryKeyLong(), until, cursor, PageSize, cancellation);
                if (due.IsEmpty) return;
                await Task.WhenAll(due.Select(d => Touch(d.Key)));
                cursor = due[^1];
            }
        }
        catch (JournalUnavailableException fault)
        {
            LogLookFailed(log, this.GetPrimaryKeyLong(), fault);
        }
    }

    private async Task Touch(ConversationKey key)
    {
        Caller.System(key.Account).Enter();
        try
        {
            await GrainFactory.GetGrain<IConversationGrain>(key.ToString()).Wake();
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // One conversation that can't be loaded must not keep the others of its partition asleep.
            LogTouchFailed(log, key, fault);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Partition {Partition}: the journal could not be asked what is due; asked again soon.")]
    private static partial void LogLookFailed(ILogger logger, long partition, Exception fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "Conversation {Conversation} could not be woken; tried again soon.")]
    private static partial void LogTouchFailed(ILogger logger, ConversationKey conversation, Exception fault);
}
