using Orleans.Hosting;

namespace Conversations.Silo.Calls;

/// <summary>What every grain call passes, on either engine.</summary>
internal static class CallFilters
{
    public static ISiloBuilder AddCallFilters(this ISiloBuilder silo) =>
        // Seen from outside in: a refused call is measured, too.
        silo.AddIncomingGrainCallFilter<CallTelemetry>().AddIncomingGrainCallFilter<AccountBoundary>();
}
