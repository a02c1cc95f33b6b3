using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Tests.Time;

internal static class VirtualTimeRegistration
{
    /// <summary>
    /// The parts of Orleans that keep a cluster together ask for a clock of their own by these keys. They run on the real one: what
    /// a test moves is the time of grains, of their timers and of the service.
    /// </summary>
    private static readonly string[] RealTime =
        ["Orleans.Messaging", "Orleans.SystemTimers", "Orleans.Membership", "Orleans.ActivationManagement", "Orleans.GrainDirectory"];

    public static IServiceCollection AddVirtualTime(this IServiceCollection services, VirtualTime time)
    {
        foreach (var part in RealTime)
        {
            services.AddKeyedSingleton(part, TimeProvider.System);
        }
        return services.AddSingleton<TimeProvider>(time);
    }
}
