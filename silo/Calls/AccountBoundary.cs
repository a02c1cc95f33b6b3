namespace Conversations.Silo.Calls;

/// <summary>
/// Keeps callers inside of their account. Whoever lets a call in has checked that already; this is the wall behind the door. A
/// call without a caller passes: it comes from inside the cluster.
/// </summary>
internal sealed partial class AccountBoundary(ILogger<AccountBoundary> log) : IIncomingGrainCallFilter
{
    public Task Invoke(IIncomingGrainCallContext context)
    {
        if (context.Grain is not IKeyedByAccount || Caller.Current is not { } caller)
        {
            return context.Invoke();
        }
        var key = context.TargetId.Key.ToString();
        return caller.MayReach(key) ? context.Invoke() : Refuse(context, caller, key);
    }

    private Task Refuse(IIncomingGrainCallContext context, Caller caller, string key)
    {
        LogRefused(log, caller, context.InterfaceName, context.MethodName, key);
        throw new CallerRefusedException($"{caller} may not call '{key}'; call grains of the caller's own account and conversation.");
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Caller} was refused {Interface}.{Method} of '{Key}': it is not theirs.")]
    private static partial void LogRefused(ILogger logger, Caller caller, string @interface, string method, string key);
}
