using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Conversations.Embedded;

internal static partial class EngineLog
{
    [LoggerMessage(1, LogLevel.Error, "Grain {Grain} could not be activated; the calls that waited for it fail with this error.")]
    public static partial void ActivationFailed(ILogger log, Exception error, GrainId grain);

    [LoggerMessage(2, LogLevel.Error, "OnDeactivateAsync of grain {Grain} failed; the activation ends all the same.")]
    public static partial void DeactivationFailed(ILogger log, Exception? error, GrainId grain);

    [LoggerMessage(3, LogLevel.Warning, "One-way call {Method} to {Grain} failed; its caller does not learn of it.")]
    public static partial void OneWayFailed(ILogger log, Exception? error, GrainMethod method, GrainId grain);

    [LoggerMessage(4, LogLevel.Error, "A timer of grain {Grain} failed; it goes on with its next tick.")]
    public static partial void TimerFailed(ILogger log, Exception? error, GrainId grain);

    [LoggerMessage(5, LogLevel.Error, "Reminder {Reminder} of grain {Grain} failed; it goes on with its next tick.")]
    public static partial void ReminderFailed(ILogger log, Exception error, string reminder, GrainId grain);

    [LoggerMessage(6, LogLevel.Error, "An 'async void' of grain {Grain} failed; return Task instead and await it.")]
    public static partial void AsyncVoidFailed(ILogger log, Exception error, GrainId grain);

    [LoggerMessage(7, LogLevel.Error, "Disposing of {Type} failed.")]
    public static partial void DisposeFailed(ILogger log, Exception error, Type type);

    [LoggerMessage(8, LogLevel.Warning, "The engine was told to stop at once; {Count} activations were left as they were.")]
    public static partial void StopCutShort(ILogger log, int count);

    [LoggerMessage(9, LogLevel.Error, "Reminder {Reminder} is for {Grain}, whose class is gone or does not implement IRemindable; "
        + "it is left in the table and not delivered. Unregister it, or give the class [GrainType(\"...\")] when it was renamed.")]
    public static partial void ReminderWithoutGrain(ILogger log, string reminder, GrainId grain);

    [LoggerMessage(10, LogLevel.Error, "{Operation} of the state '{State}' of grain {Grain} failed; its caller gets an OrleansException.")]
    public static partial void StorageFailed(ILogger log, Exception error, string operation, string state, GrainId grain);
}
