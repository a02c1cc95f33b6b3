using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Conversations.Silo.Calls;

/// <summary>
/// An activity and a measurement for each grain call, when somebody listens to <see cref="Name"/>; else nothing but the question
/// whether somebody does.
/// </summary>
internal sealed class CallTelemetry : IIncomingGrainCallFilter
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string Name = "Conversations";

    /// <summary>The histogram of seconds by <c>grain.interface</c>, <c>grain.method</c> and <c>result</c>; its count is the number of calls.</summary>
    public const string DurationName = "conversations.grain.call.duration";

    private const string Interface = "grain.interface";
    private const string Method = "grain.method";
    private const string Result = "result";
    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(DurationName, "s", "How long grain calls take, the wait for their turn not included.");

    public Task Invoke(IIncomingGrainCallContext context) =>
        Source.HasListeners() || Duration.Enabled ? Observe(context) : context.Invoke();

    private static async Task Observe(IIncomingGrainCallContext context)
    {
        var grain = context.InterfaceMethod.DeclaringType?.Name ?? context.InterfaceName;
        var began = Stopwatch.GetTimestamp();
        using var activity = Source.StartActivity($"{grain}.{context.MethodName}");
        activity?.SetTag(Interface, grain).SetTag(Method, context.MethodName).SetTag("grain.id", context.TargetId.ToString());
        if (activity is not null && Caller.Current is { } caller)
        {
            activity.SetTag("caller.account", caller.Account).SetTag("caller.role", caller.Role.ToString());
        }
        var result = "ok";
        try
        {
            await context.Invoke();
        }
        catch (Exception e)
        {
            result = e.GetType().Name;
            activity?.SetStatus(ActivityStatusCode.Error, e.Message);
            throw;
        }
        finally
        {
            activity?.SetTag(Result, result);
            Duration.Record(Stopwatch.GetElapsedTime(began).TotalSeconds, new(Interface, grain), new(Method, context.MethodName), new(Result, result));
        }
    }
}
