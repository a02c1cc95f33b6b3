using Conversations.Embedded;
using Orleans.Runtime;

namespace Orleans;

/// <summary>Reminders of a grain: ticks that survive the activation and the process. The least period is
/// <see cref="Hosting.ReminderOptions.MinimumReminderPeriod"/>; for seconds use a grain timer.</summary>
public static class GrainReminderExtensions
{
    /// <summary>Registers a reminder, or changes the one of that name.</summary>
    /// <exception cref="InvalidOperationException">The grain does not implement <see cref="IRemindable"/>.</exception>
    public static Task<IGrainReminder> RegisterOrUpdateReminder(
        this Grain grain, string reminderName, TimeSpan dueTime, TimeSpan period) =>
        RegisterOrUpdateReminder((IGrainBase)grain, reminderName, dueTime, period);

    /// <summary>Registers a reminder, or changes the one of that name.</summary>
    /// <exception cref="InvalidOperationException">The grain does not implement <see cref="IRemindable"/>.</exception>
    public static Task<IGrainReminder> RegisterOrUpdateReminder(
        this IGrainBase grain, string reminderName, TimeSpan dueTime, TimeSpan period)
    {
        var activation = GrainContextOf.Activation(grain);
        if (grain is not IRemindable)
        {
            throw new InvalidOperationException(
                $"Grain {activation.GrainId} can't have reminders: let {grain.GetType().Name} implement IRemindable.");
        }
        return activation.Engine.Reminders.Register(activation.GrainId, reminderName, dueTime, period);
    }

    /// <summary>Ends a reminder.</summary>
    public static Task UnregisterReminder(this Grain grain, IGrainReminder reminder) =>
        UnregisterReminder((IGrainBase)grain, reminder);

    /// <summary>Ends a reminder.</summary>
    public static Task UnregisterReminder(this IGrainBase grain, IGrainReminder reminder) =>
        GrainContextOf.Activation(grain).Engine.Reminders.Unregister(reminder);

    /// <summary>The reminder of that name, or null.</summary>
    public static Task<IGrainReminder?> GetReminder(this Grain grain, string reminderName) =>
        GetReminder((IGrainBase)grain, reminderName);

    /// <summary>The reminder of that name, or null.</summary>
    public static Task<IGrainReminder?> GetReminder(this IGrainBase grain, string reminderName)
    {
        var activation = GrainContextOf.Activation(grain);
        return activation.Engine.Reminders.Get(activation.GrainId, reminderName);
    }

    /// <summary>All reminders of the grain.</summary>
    public static Task<List<IGrainReminder>> GetReminders(this Grain grain) => GetReminders((IGrainBase)grain);

    /// <summary>All reminders of the grain.</summary>
    public static Task<List<IGrainReminder>> GetReminders(this IGrainBase grain)
    {
        var activation = GrainContextOf.Activation(grain);
        return activation.Engine.Reminders.GetAll(activation.GrainId);
    }
}
